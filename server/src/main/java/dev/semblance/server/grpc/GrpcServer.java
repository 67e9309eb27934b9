package dev.semblance.server.grpc;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.ListenAddress;
import dev.semblance.server.access.TlsIdentity;
import dev.semblance.server.service.Services;
import dev.semblance.server.trace.Tracing;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/// The gRPC server; each call runs on a virtual thread of its own. *Safe for use by many threads.*
public final class GrpcServer implements AutoCloseable {
  /// Longest waits at the end: for the last replies to leave, and for cancelled calls to end.
  private static final Duration LAST_REPLIES = Duration.ofMillis(250);

  private static final Duration CANCELLATION = Duration.ofSeconds(5);

  /// Streams that the client of one connection may reset in [#RESET_WINDOW_SECONDS]; beyond it the
  /// connection is closed. A client may cancel a hundred calls a second for long.
  private static final int MAX_RESETS = 1_000;

  private static final int RESET_WINDOW_SECONDS = 10;

  private final Server server;
  private final HealthService health;
  private final ExecutorService threads;

  private GrpcServer(Server server, HealthService health, ExecutorService threads) {
    this.server = server;
    this.health = health;
    this.threads = threads;
  }

  /// Starts a server that needs no key.
  ///
  /// @throws SemblanceException INVALID when the port is taken
  public static GrpcServer start(Services services, GrpcSettings settings) {
    return start(services, AccessControl.open(), settings);
  }

  /// As below, without tracing.
  public static GrpcServer start(Services services, AccessControl access, GrpcSettings settings) {
    return start(services, access, Tracing.OFF, settings);
  }

  /// Starts a server. The caller closes the services' resources after this server; to let running
  /// calls finish, it closes the access control first.
  ///
  /// @throws SemblanceException INVALID when the port is taken
  public static GrpcServer start(
      Services services, AccessControl access, Tracing tracing, GrpcSettings settings) {
    HealthService health =
        HealthService.of(services.inference().models().defaultModel().card().task());
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    ListenAddress listenAddress = settings.listenAddress();
    var address = new InetSocketAddress(listenAddress.host(), listenAddress.port());
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address)
            .executor(threads)
            .maxInboundMessageSize(settings.limits().message())
            .maxConcurrentCallsPerConnection(settings.limits().inFlight())
            .maxRstFramesPerWindow(MAX_RESETS, RESET_WINDOW_SECONDS)
            .addService(health.service());
    addReflection(builder);
    if (listenAddress.tls() != null) {
      encrypt(builder, listenAddress.tls());
    }
    access.onClosing(health::ending);
    var check = new AccessInterceptor(access);
    var traced = new TraceInterceptor(tracing);
    boolean calibration =
        services
            .inference()
            .models()
            .rules()
            .allowCalibration(access.requiresKey(), listenAddress.isLocal());
    for (BindableService service : services(services, settings.limits().inFlight(), calibration)) {
      builder.addService(
          ServerInterceptors.intercept(
              ServerInterceptors.useInputStreamMessages(service.bindService()),
              new MessageInterceptor(),
              new ReplyMetadata(),
              new ContextMetadata(services.inference().models(), services.memory()),
              check,
              traced));
    }
    try {
      return new GrpcServer(builder.build().start(), health, threads);
    } catch (IOException e) {
      threads.shutdown();
      throw new SemblanceException(
          Fault.INVALID,
          "cannot listen on port %d of %s, which is taken or not allowed; choose another with"
                  .formatted(listenAddress.port(), listenAddress.host())
              + " --grpc-port",
          e);
    }
  }

  /// Port that the server listens on.
  public int port() {
    return server.getPort();
  }

  /// Cancels the calls that are left. Idempotent.
  @Override
  public void close() {
    health.ending();
    server.shutdown();
    try {
      if (!server.awaitTermination(LAST_REPLIES.toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow().awaitTermination(CANCELLATION.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    threads.shutdown();
  }

  private static List<BindableService> services(
      Services services, int inFlight, boolean calibration) {
    return List.of(
        new InfoService(services.inference()),
        new EmbedService(services.inference(), inFlight),
        new PredictService(services.scoring(), inFlight),
        new RerankService(services, inFlight),
        new TokenizeService(services.tokenizing(), inFlight),
        new EmbeddingsService(services.inference(), calibration));
  }

  private static void encrypt(NettyServerBuilder builder, TlsIdentity tls) {
    try {
      var context = SslContextBuilder.forServer(tls.key(), tls.chain());
      builder.sslContext(GrpcSslContexts.configure(context, SslProvider.JDK).build());
    } catch (SSLException e) {
      throw new SemblanceException(
          Fault.INVALID, "TLS refuses the certificate or its key: " + e.getMessage(), e);
    }
  }

  /// In the current version, and in the earlier one that many tools use.
  @SuppressWarnings("deprecation")
  private static void addReflection(NettyServerBuilder builder) {
    builder
        .addService(ProtoReflectionServiceV1.newInstance())
        .addService(ProtoReflectionService.newInstance());
  }
}
