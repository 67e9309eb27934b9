package dev.semblance.server.http;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.http.wire.Answer;
import dev.semblance.server.http.wire.Refusal;
import dev.semblance.server.http.wire.Route;
import dev.semblance.server.service.ApiKey;
import dev.semblance.server.service.Caller;
import dev.semblance.server.service.RetryAfter;
import io.javalin.http.Context;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every request passes on its way to an action, and every failure on its way out. *Safe for
/// use by many threads.*
final class Gate {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  private final ApiKey key;
  private final int validationStatus;

  Gate(HttpSettings settings) {
    this.key = new ApiKey(settings.apiKey());
    this.validationStatus = settings.validationStatus();
  }

  void pass(Route route, Context exchange) throws IOException {
    try {
      if (route.access() == Route.Access.KEYED && !key.admits(exchange.header("Authorization"))) {
        throw Refusal.unauthorized();
      }
      var _ =
          caller(route, exchange)
              .call(() -> {
                route.action().handle(exchange);
                return route;
              });
    } catch (Refusal e) {
      route.dialect().refuse(exchange, e);
    } catch (SemblanceException e) {
      fail(route, exchange, e);
    } catch (RuntimeException e) {
      fail(route, exchange, new SemblanceException(Fault.INTERNAL, "internal error: " + e, e));
    }
  }

  private static Caller caller(Route route, Context exchange) {
    return Caller.of(
        route.template(), exchange.header(Caller.PRIORITY), exchange.header(Caller.DEADLINE));
  }

  private void fail(Route route, Context exchange, SemblanceException e) {
    Answer answer = Answer.to(e.fault(), validationStatus);
    if (answer.status() >= 500) {
      LOG.error("{} failed", route.name(), e);
    }
    if (e.fault() == Fault.OVERLOADED) {
      exchange.header("Retry-After", Integer.toString(RetryAfter.seconds(e)));
    }
    route.dialect().fail(exchange, answer, e.getMessage());
  }
}
