package dev.semblance.server.http;

import dev.semblance.server.http.wire.Route;
import dev.semblance.server.service.Services;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.util.List;

/// The HTTP server. *Safe for use by many threads.*
public final class HttpServer implements AutoCloseable {
  private final Javalin javalin;

  private HttpServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /// Starts to answer. The services stay the caller's, who closes what they stand on after this.
  ///
  /// @throws io.javalin.util.JavalinBindException when the port is taken
  public static HttpServer start(Services services, HttpSettings settings) {
    List<Route> routes = Routes.of(services, settings);
    Javalin javalin =
        Javalin.create(config -> {
          configure(config, settings);
          var gate = new Gate(settings);
          for (Route route : routes) {
            config.routes.addHttpHandler(
                route.method(), route.path(), exchange -> gate.pass(route, exchange));
          }
        });
    return new HttpServer(javalin.start(settings.host(), settings.port()));
  }

  /// The port it listens on.
  public int port() {
    return javalin.port();
  }

  /// Stops to answer. Idempotent.
  @Override
  public void close() {
    javalin.stop();
  }

  private static void configure(JavalinConfig config, HttpSettings settings) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = settings.limits().payload();
    // Else Jetty takes a header for one it met before on the connection in another case.
    config.jetty.modifyHttpConfiguration(http -> http.setHeaderCacheCaseSensitive(true));
    // Vectors hardly shrink, and the time goes to their making.
    config.http.compressionStrategy = CompressionStrategy.NONE;
  }
}
