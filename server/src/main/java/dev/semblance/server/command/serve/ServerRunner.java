package dev.semblance.server.command.serve;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.batch.QueueLimits;
import dev.semblance.engine.cache.EmbeddingCache;
import dev.semblance.search.DataDirectory;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.ListenAddress;
import dev.semblance.server.command.context.CommandContext;
import dev.semblance.server.command.option.RangesOptions;
import dev.semblance.server.command.terminal.LogFormat;
import dev.semblance.server.command.terminal.ReadableUnits;
import dev.semblance.server.command.terminal.Terminal;
import dev.semblance.server.grpc.GrpcServer;
import dev.semblance.server.grpc.GrpcSettings;
import dev.semblance.server.http.HttpServer;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.service.ServiceSettings.Capacity;
import dev.semblance.server.service.Services;
import dev.semblance.server.service.metric.Meters;
import dev.semblance.server.trace.Tracing;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The part of `serve` and `demo` that serves. *One thread at a time.*
///
/// @param settings of the server
/// @param format of the line that says when it is ready
record ServerRunner(CommandContext context, ServerSettings settings, LogFormat format) {

  /// Starts the server, prints one line when it is ready, and serves until a stop is requested.
  ///
  /// @param models of any kind; the first is the default model of requests
  void runUntilStopped(
      ModelRegistry models, @Nullable DataDirectory catalog, RangesOptions.InitialRanges ranges)
      throws InterruptedException {
    QueueLimits limits = context.engine().limits();
    var capacity =
        new Capacity(limits.waiting().inputs(), limits.batch().tokens(), limits.batch().inputs());
    Services services =
        Services.over(models, catalog, settings.service().with(capacity), ranges.store());
    services.inference().calibration().start(ranges.ranges());
    registerCacheGauges(context.engine().cache(), services.meters());
    GrpcSettings grpc = settings.grpc();
    AccessControl access = settings.operation().access();
    try (Tracing tracing = settings.operation().tracing();
        IdleCollection _ = IdleCollection.start(services.memory());
        HttpServer http = start(services, access, tracing);
        GrpcServer grpcServer =
            grpc == null ? null : GrpcServer.start(services, access, tracing, grpc)) {
      ListenAddress listenAddress = settings.http().listenAddress();
      String host = listenAddress.host();
      Terminal terminal = context.terminal();
      String scheme = listenAddress.tls() == null ? "http" : "https";
      if (catalog != null) {
        catalog.announce(reachable(scheme, host, http.port()));
      }
      ReadyLine ready =
          new ReadyLine(
              "%s://%s:%d".formatted(scheme, host, http.port()),
              grpcServer == null ? null : "grpc://" + host + ":" + grpcServer.port(),
              sinceProcessStart());
      terminal.out().println(ready.line(format));
      Duration timeout = settings.operation().shutdownTimeout();
      context.stop().extendTimeout(timeout);
      context.stop().await();
      int unfinished = access.close(timeout);
      if (unfinished > 0) {
        terminal.note(
            "semblance: %s not finished after %s, aborted"
                .formatted(
                    ReadableUnits.counted(unfinished, "requests"),
                    ReadableUnits.seconds(timeout.toMillis() / 1e3)));
      }
    }
  }

  /// The address for clients on this machine.
  private static URI reachable(String scheme, String host, int port) {
    String local = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    String bracketed = local.contains(":") ? "[" + local + "]" : local;
    return URI.create("%s://%s:%d".formatted(scheme, bracketed, port));
  }

  private static void registerCacheGauges(EmbeddingCache cache, Meters meters) {
    meters.gauge(
        "semblance_cache_bytes",
        "Maximum bytes of the cache outside the heap; allocated as it fills",
        cache::bytes);
    meters.gauge("semblance_cache_entries", "Entries of the cache", cache::entries);
  }

  private HttpServer start(Services services, AccessControl access, Tracing tracing) {
    ListenAddress listenAddress = settings.http().listenAddress();
    try {
      return HttpServer.start(services, access, tracing, settings.http());
    } catch (UncheckedIOException e) {
      throw new SemblanceException(
          Fault.INVALID,
          ("cannot listen on %s port %d: in use, not permitted, or not an address of this machine;"
                  + " choose another with --host or --port")
              .formatted(listenAddress.host(), listenAddress.port()),
          e);
    }
  }

  private static double sinceProcessStart() {
    Instant now = Instant.now();
    Instant start = ProcessHandle.current().info().startInstant().orElse(now);
    return Duration.between(start, now).toNanos() / 1e9;
  }
}
