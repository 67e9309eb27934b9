package dev.semblance.server.http;

import dev.semblance.server.http.RouteTable.Match;
import dev.semblance.server.http.wire.BodyDrain;
import dev.semblance.server.http.wire.Exchange;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Takes every request that is one to its route, and sends the answer. *Safe for use by many
/// threads.*
final class Dispatcher extends Handler.Abstract {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final RouteTable routes;
  private final RequestPipeline gate;
  private final CorsPolicy origins;
  private final Duration patience;

  Dispatcher(RouteTable routes, RequestPipeline gate, HttpSettings settings) {
    this.routes = routes;
    this.gate = gate;
    this.origins = settings.origins();
    this.patience = settings.limits().patience();
  }

  @Override
  public boolean handle(Request request, Response response, Callback done) {
    Exchange exchange = new Exchange(request, response);
    if (origins.any()) {
      origins.tell(exchange); // whether or not there is such a route
    }
    // Jetty sends no body in answer to HEAD.
    String method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
    Optional<Match> match = routes.find(method, exchange.path());
    if (match.isPresent()) {
      exchange.takePathParameters(match.get().parameters());
      gate.pass(match.get().route(), exchange);
    } else {
      turnAway(exchange);
    }
    BodyDrain.settle(exchange, patience);
    exchange.send(done);
    return true;
  }

  private void turnAway(Exchange exchange) {
    Set<String> methods = routes.methods(exchange.path());
    if (methods.isEmpty()) {
      String asked = exchange.method() + " " + exchange.path();
      exchange.status(404).contentType(TEXT).result("there is no " + asked + "; see /docs");
    } else if (origins.any() && exchange.method().equals("OPTIONS")) {
      origins.preflight(exchange);
    } else {
      String allowed = String.join(", ", methods);
      exchange
          .status(405)
          .header("Allow", allowed)
          .contentType(TEXT)
          .result("this address takes " + allowed);
    }
  }

  /// Answers what Jetty itself could not read.
  static boolean refuse(Request request, Response response, Callback done) {
    Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, TEXT);
    Content.Sink.write(response, true, message == null ? "" : message.toString(), done);
    return true;
  }
}
