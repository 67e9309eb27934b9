package dev.semblance.server.http;

import dev.semblance.server.access.Door;
import dev.semblance.server.access.Listening;
import dev.semblance.server.access.TlsIdentity;
import dev.semblance.server.http.wire.ClientConnection;
import dev.semblance.server.http.wire.Rest;
import dev.semblance.server.http.wire.Route;
import dev.semblance.server.service.Services;
import dev.semblance.server.trace.Tracing;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// The HTTP server. *Safe for use by many threads.*
public final class HttpServer implements AutoCloseable {
  /// Bytes of a reply's headers at most; one of them counts the rows of each input.
  private static final int RESPONSE_HEADERS = 64 * 1_024;

  private final Javalin javalin;
  private final ReadingThreads threads;

  private HttpServer(Javalin javalin, ReadingThreads threads) {
    this.javalin = javalin;
    this.threads = threads;
  }

  /// Starts to answer everyone, without a key.
  ///
  /// @throws io.javalin.util.JavalinBindException when the port is taken
  public static HttpServer start(Services services, HttpSettings settings) {
    return start(services, Door.open(), settings);
  }

  /// As below, and nobody is told.
  public static HttpServer start(Services services, Door door, HttpSettings settings) {
    return start(services, door, Tracing.OFF, settings);
  }

  /// Starts to answer. The services stay the caller's, who closes what they stand on after this;
  /// who wants requests to be answered to the end closes the door before.
  ///
  /// @throws io.javalin.util.JavalinBindException when the port is taken
  public static HttpServer start(
      Services services, Door door, Tracing tracing, HttpSettings settings) {
    List<Route> routes = Routes.of(services, door.asksForKey(), settings);
    var threads = new ReadingThreads(Runtime.getRuntime().availableProcessors());
    Javalin javalin =
        Javalin.create(config -> {
          configure(config, settings);
          config.jetty.addConnector((server, http) -> connector(server, http, settings, threads));
          var gate = new Gate(door, tracing, settings);
          for (Route route : routes) {
            config.routes.addHttpHandler(
                route.method(), route.path(), exchange -> gate.pass(route, exchange));
          }
          config.routes.after(exchange -> Rest.settle(exchange, settings.limits().patience()));
          config.routes.after(HttpServer::sayLength);
          if (settings.origins().any()) {
            config.routes.before(settings.origins()::tell); // whether or not there is such a route
            routes.stream()
                .map(Route::path)
                .distinct()
                .forEach(path -> config.routes.options(path, settings.origins()::preflight));
          }
        });
    return new HttpServer(javalin.start(), threads);
  }

  /// The port it listens on.
  public int port() {
    return javalin.port();
  }

  /// Stops to answer. Idempotent.
  @Override
  public void close() {
    javalin.stop();
    threads.close();
  }

  private static void configure(JavalinConfig config, HttpSettings settings) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = settings.limits().payload();
    config.jetty.modifyHttpConfiguration(http -> {
      // Else Jetty takes a header for one it met before on the connection in another case.
      http.setHeaderCacheCaseSensitive(true);
      http.setResponseHeaderSize(RESPONSE_HEADERS);
    });
    // Vectors hardly shrink, and the time goes to their making.
    config.http.compressionStrategy = CompressionStrategy.NONE;
  }

  /// Answers are whole before they leave, so their length can be said, and they need no chunks.
  private static void sayLength(Context exchange) throws IOException {
    if (exchange.resultInputStream() instanceof ByteArrayInputStream answer) {
      exchange.res().setContentLength(answer.available());
    }
  }

  private static Connector connector(
      Server server, HttpConfiguration http, HttpSettings settings, ReadingThreads threads) {
    Listening listening = settings.listening();
    Duration patience = settings.limits().patience();
    var connector =
        new ServerConnector(server, 1, 1, protocols(http, listening.tls(), patience)) {
          @Override
          protected SelectorManager newSelectorManager(Executor all, Scheduler timer, int many) {
            return super.newSelectorManager(threads, timer, many);
          }
        };
    connector.setHost(listening.host());
    connector.setPort(listening.port());
    connector.setIdleTimeout(patience.toMillis());
    return connector;
  }

  private static ConnectionFactory[] protocols(
      HttpConfiguration http, @Nullable TlsIdentity tls, Duration patience) {
    var plain = new ClientConnection.Factory(http, patience);
    if (tls == null) {
      return new ConnectionFactory[] {plain};
    }
    // Names are the certificate's matter and the client's, who may well have come by an address.
    http.addCustomizer(new SecureRequestCustomizer(false));
    var contexts = new SslContextFactory.Server();
    contexts.setSslContext(tls.context());
    return new ConnectionFactory[] {
      new SslConnectionFactory(contexts, HttpVersion.HTTP_1_1.asString()), plain
    };
  }
}
