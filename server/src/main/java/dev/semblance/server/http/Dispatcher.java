package dev.semblance.server.http;

import dev.semblance.server.http.RouteTable.Match;
import dev.semblance.server.http.wire.BodyDrain;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Exchange;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Passes every request to its route and sends the reply. *Safe for use by many threads.*
final class Dispatcher extends Handler.Abstract {
  private static final String TEXT = "text/plain; charset=utf-8";

  /// Allocated before memory may be short.
  private static final String UNANSWERED =
      "{\"error\":\"the request could not be answered; retry later, with less at once\","
          + "\"error_type\":\"Internal\"}";

  private final RouteTable routes;
  private final RequestPipeline pipeline;
  private final HttpSettings settings;
  private final CorsPolicy cors;
  private final boolean checksHost;

  /// @param keyed whether the server checks an API key
  Dispatcher(RouteTable routes, RequestPipeline pipeline, HttpSettings settings, boolean keyed) {
    this.routes = routes;
    this.pipeline = pipeline;
    this.settings = settings;
    this.cors = settings.browsers().cors();
    this.checksHost = !keyed && settings.listenAddress().isLocal();
  }

  @Override
  public boolean handle(Request request, Response response, Callback done) {
    Exchange exchange = new Exchange(request, response);
    try {
      check(exchange);
      exchange.send(done);
    } catch (RuntimeException | Error e) {
      exchange.release();
      throw e;
    }
    return true;
  }

  private void check(Exchange exchange) {
    if (cors.isEnabled()) {
      cors.allowReading(exchange); // also where no route matches
    }
    if (!checksHost
        || settings.browsers().allowsHost(exchange.header("Host"), settings.listenAddress())) {
      answer(exchange);
    } else {
      refuseHost(exchange);
    }
    BodyDrain.settle(exchange, settings.limits().timeout());
  }

  private void answer(Exchange exchange) {
    // Jetty sends no body in reply to HEAD.
    String method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
    Optional<Match> match = routes.find(method, exchange.path());
    if (match.isPresent()) {
      exchange.takePathParameters(match.get().parameters());
      pipeline.run(match.get().route(), exchange);
    } else {
      replyWithoutRoute(exchange);
    }
  }

  private static void refuseHost(Exchange exchange) {
    exchange
        .status(403)
        .contentType(TEXT)
        .result(
            "this server has no API key and answers only requests for localhost; --allow-host adds"
                + " the name of the request's Host header");
  }

  private void replyWithoutRoute(Exchange exchange) {
    Set<String> methods = routes.methods(exchange.path());
    if (methods.isEmpty()) {
      String request = exchange.method() + " " + exchange.path();
      exchange.status(404).contentType(TEXT).result("there is no " + request + "; see /docs");
    } else if (cors.isEnabled() && exchange.method().equals("OPTIONS")) {
      cors.preflight(exchange);
    } else {
      String allowed = String.join(", ", methods);
      exchange
          .status(405)
          .header("Allow", allowed)
          .contentType(TEXT)
          .result("this address takes " + allowed);
    }
  }

  /// Replies to requests that Jetty cannot parse, and after failures of Jetty itself, whose text is
  /// for the log only.
  static boolean refuse(Request request, Response response, Callback done) {
    if (response.getStatus() != 500) {
      Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
      boolean isTheClients = message != null && response.getStatus() < 500;
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, TEXT);
      Content.Sink.write(response, true, isTheClients ? message.toString() : "", done);
    } else {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, Dialect.JSON);
      Content.Sink.write(response, true, UNANSWERED, done);
    }
    return true;
  }
}
