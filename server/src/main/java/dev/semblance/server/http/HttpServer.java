package dev.semblance.server.http;

import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.ListenAddress;
import dev.semblance.server.access.TlsIdentity;
import dev.semblance.server.http.connection.ClientConnection;
import dev.semblance.server.http.connection.PriorKnowledgeFactory;
import dev.semblance.server.service.Services;
import dev.semblance.server.trace.Tracing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// The HTTP server. *Safe for use by many threads.*
public final class HttpServer implements AutoCloseable {
  /// Longest headers of a request, with its path, and of a reply, in bytes: tokens and cookies of
  /// gateways may be long, and so may `x-semblance-rows`.
  private static final int HEADERS = 64 * 1_024;

  /// For accepting connections, timers and reading HTTP/2; requests of HTTP/1.1 run on
  /// [RequestExecutor].
  private static final int JETTY_THREADS = 8;

  private final Server jetty;
  private final ServerConnector connector;
  private final RequestExecutor threads;

  private HttpServer(Server jetty, ServerConnector connector, RequestExecutor threads) {
    this.jetty = jetty;
    this.connector = connector;
    this.threads = threads;
  }

  /// Starts without an API key.
  ///
  /// @throws UncheckedIOException when the port is taken
  public static HttpServer start(Services services, HttpSettings settings) {
    return start(services, AccessControl.open(), settings);
  }

  /// Starts without tracing.
  public static HttpServer start(Services services, AccessControl access, HttpSettings settings) {
    return start(services, access, Tracing.OFF, settings);
  }

  /// Starts. The caller owns the services and closes what they use after this server. To let
  /// running requests finish, close `access` first.
  ///
  /// @throws UncheckedIOException when the port is taken
  public static HttpServer start(
      Services services, AccessControl access, Tracing tracing, HttpSettings settings) {
    var routes = new RouteTable(Routes.of(services, access.requiresKey(), settings));
    var jetty = new Server(jettyThreads());
    jetty.setHandler(
        new Dispatcher(
            routes,
            new RequestPipeline(access, tracing, services.memory(), settings),
            settings,
            access.requiresKey()));
    jetty.setErrorHandler(Dispatcher::refuse);
    var threads = new RequestExecutor(Runtime.getRuntime().availableProcessors());
    var connector = connector(jetty, settings, threads);
    jetty.addConnector(connector);
    var server = new HttpServer(jetty, connector, threads);
    try {
      jetty.start();
    } catch (Exception e) {
      server.close();
      throw failed(e);
    }
    return server;
  }

  /// The port it listens on.
  public int port() {
    return connector.getLocalPort();
  }

  /// Stops. Idempotent.
  @Override
  public void close() {
    try {
      jetty.stop();
    } catch (Exception e) {
      throw failed(e);
    } finally {
      threads.close();
    }
  }

  /// Requests of HTTP/2 run on virtual threads: many arrive on one connection.
  private static QueuedThreadPool jettyThreads() {
    var threads = new QueuedThreadPool(JETTY_THREADS, 1);
    threads.setReservedThreads(0);
    threads.setVirtualThreadsExecutor(Thread::startVirtualThread);
    return threads;
  }

  private static RuntimeException failed(Exception e) {
    return switch (e) {
      case IOException io -> new UncheckedIOException(io);
      case RuntimeException unchecked -> unchecked;
      default -> new IllegalStateException(e);
    };
  }

  private static ServerConnector connector(
      Server jetty, HttpSettings settings, RequestExecutor threads) {
    ListenAddress listenAddress = settings.listenAddress();
    Duration timeout = settings.limits().timeout();
    var connector =
        new ServerConnector(jetty, 1, 1, protocols(http(), listenAddress.tls(), timeout)) {
          @Override
          protected SelectorManager newSelectorManager(
              Executor ignored, Scheduler timer, int selectors) {
            return super.newSelectorManager(threads, timer, selectors);
          }
        };
    connector.setHost(listenAddress.host());
    connector.setPort(listenAddress.port());
    connector.setIdleTimeout(timeout.toMillis());
    return connector;
  }

  private static HttpConfiguration http() {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // Names may contain encoded slashes, backslashes and control characters: RouteTable splits a
    // path before it is decoded, and no path is one of a file.
    http.setUriCompliance(
        UriCompliance.from(UriCompliance.AMBIGUOUS_VIOLATIONS)
            .with("names", UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS));
    // Otherwise Jetty replaces a header by one from an earlier request in another case.
    http.setHeaderCacheCaseSensitive(true);
    http.setRequestHeaderSize(HEADERS);
    http.setResponseHeaderSize(HEADERS);
    return http;
  }

  private static ConnectionFactory[] protocols(
      HttpConfiguration http, @Nullable TlsIdentity tls, Duration timeout) {
    var plain = new ClientConnection.Factory(http, timeout);
    if (tls == null) {
      return new ConnectionFactory[] {plain, new PriorKnowledgeFactory(http, timeout)};
    }
    // No check of the host name: clients may connect by IP address and check the name themselves.
    http.addCustomizer(new SecureRequestCustomizer(false));
    var contexts = new SslContextFactory.Server();
    contexts.setSslContext(tls.context());
    return new ConnectionFactory[] {
      new SslConnectionFactory(contexts, HttpVersion.HTTP_1_1.asString()), plain
    };
  }
}
