package dev.semblance.server.grpc;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.service.ApiKey;
import dev.semblance.server.service.Services;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The gRPC server; each call runs on a virtual thread of its own. *Safe for use by many threads.*
public final class GrpcServer implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 5;

  private final Server server;
  private final Health health;
  private final ExecutorService threads;

  private GrpcServer(Server server, Health health, ExecutorService threads) {
    this.server = server;
    this.health = health;
    this.threads = threads;
  }

  /// Starts to answer. The services stay the caller's, who closes what they stand on after this.
  ///
  /// @throws SemblanceException INVALID when the port is taken
  public static GrpcServer start(Services services, GrpcSettings settings) {
    Health health = Health.of(services.inference().models().first().model().task());
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    var address = new InetSocketAddress(settings.host(), settings.port());
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address)
            .executor(threads)
            .maxInboundMessageSize(settings.limits().message())
            .maxConcurrentCallsPerConnection(settings.limits().inFlight())
            .addService(health.service());
    addReflection(builder);
    var key = new KeyCheck(new ApiKey(settings.apiKey()));
    for (BindableService service : services(services, settings.limits().inFlight())) {
      builder.addService(
          ServerInterceptors.intercept(
              ServerInterceptors.useInputStreamMessages(service.bindService()),
              new ReadableMessages(),
              new CostMetadata(),
              new CallerMetadata(),
              key));
    }
    try {
      return new GrpcServer(builder.build().start(), health, threads);
    } catch (IOException e) {
      threads.shutdown();
      throw new SemblanceException(
          Fault.INVALID,
          "cannot listen on port %d of %s, which is taken or not allowed; choose another with"
                  .formatted(settings.port(), settings.host())
              + " --grpc-port",
          e);
    }
  }

  /// The port it listens on.
  public int port() {
    return server.getPort();
  }

  /// Lets calls finish for five seconds, then cancels them. Idempotent.
  @Override
  public void close() {
    health.ending();
    server.shutdown();
    try {
      if (!server.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        server.shutdownNow().awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    threads.shutdown();
  }

  private static List<BindableService> services(Services services, int inFlight) {
    return List.of(
        new InfoService(services.inference()),
        new EmbedService(services.inference(), inFlight),
        new PredictService(services.scoring(), inFlight),
        new RerankService(services, inFlight),
        new TokenizeService(services.tokenizing(), inFlight),
        new EmbeddingsService(services.inference()));
  }

  /// In the version of today, and in the one before, which many tools still ask for.
  @SuppressWarnings("deprecation")
  private static void addReflection(NettyServerBuilder builder) {
    builder
        .addService(ProtoReflectionServiceV1.newInstance())
        .addService(ProtoReflectionService.newInstance());
  }
}
