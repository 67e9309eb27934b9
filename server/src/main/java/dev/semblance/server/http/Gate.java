package dev.semblance.server.http;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.access.Admission.Admitted;
import dev.semblance.server.access.Admission.Closing;
import dev.semblance.server.access.Admission.TooMuch;
import dev.semblance.server.access.Admission.Unknown;
import dev.semblance.server.access.Door;
import dev.semblance.server.access.Quota;
import dev.semblance.server.access.Visit;
import dev.semblance.server.http.wire.Answer;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.http.wire.Refusal;
import dev.semblance.server.http.wire.Route;
import dev.semblance.server.request.Caller;
import dev.semblance.server.request.RetryAfter;
import dev.semblance.server.trace.Asked;
import dev.semblance.server.trace.Trace;
import dev.semblance.server.trace.Tracing;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every request passes on its way to an action, and every failure on its way out. *Safe for
/// use by many threads.*
final class Gate {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  private final Door door;
  private final Tracing tracing;
  private final RequestLog log;
  private final int validationStatus;

  Gate(Door door, Tracing tracing, HttpSettings settings) {
    this.door = door;
    this.tracing = tracing;
    this.log = new RequestLog(settings.logRequests());
    this.validationStatus = settings.errors().validationStatus();
  }

  void pass(Route route, Exchange exchange) {
    long start = System.nanoTime();
    Trace trace = follow(route, exchange);
    try {
      switch (route.access()) {
        case OPEN -> act(route, exchange, trace, Quota.BOUNDLESS);
        case READY -> {
          if (door.isClosing()) {
            stopping(route, exchange);
          } else {
            act(route, exchange, trace, Quota.BOUNDLESS);
          }
        }
        case KEYED -> enter(route, exchange, trace);
      }
    } catch (Refusal e) {
      route.dialect().refuse(exchange, e);
    } catch (IOException e) {
      // Files never fail so; it is the client that hung up, or sends what is no HTTP.
      route.dialect().refuse(exchange, Refusal.malformed("it ended early"));
    } catch (SemblanceException e) {
      fail(route, exchange, e);
    } catch (RuntimeException e) {
      fail(route, exchange, new SemblanceException(Fault.INTERNAL, "internal error: " + e, e));
    } finally {
      trace.ended(exchange.status());
      log.answered(exchange, start);
    }
  }

  /// Nobody wants to see how often somebody looked whether the server is well.
  private Trace follow(Route route, Exchange exchange) {
    return switch (route.access()) {
      case OPEN, READY -> Trace.UNTOLD;
      case KEYED ->
          tracing.begin(new Asked.Http(route.method().name(), route.template()), exchange::header);
    };
  }

  private static void act(Route route, Exchange exchange, Trace trace, Quota quota)
      throws IOException {
    Caller caller =
        Caller.of(
                route.template(),
                exchange.header(Caller.PRIORITY),
                exchange.header(Caller.DEADLINE))
            .with(trace)
            .with(quota);
    var _ =
        caller.call(() -> {
          route.action().handle(exchange);
          return route;
        });
  }

  private void enter(Route route, Exchange exchange, Trace trace) throws IOException {
    switch (door.enter(exchange.header("Authorization"))) {
      case Admitted(Visit visit) -> {
        exchange.cameWith(visit.keyName());
        try (visit) {
          act(route, exchange, trace, visit);
        }
      }
      case Unknown() -> throw Refusal.unauthorized();
      case TooMuch(String why) -> throw new SemblanceException(Fault.OVERLOADED, why);
      case Closing() -> stopping(route, exchange);
    }
  }

  /// Whoever comes again will meet another server.
  private static void stopping(Route route, Exchange exchange) {
    exchange.header("Connection", "close").header("Retry-After", "1");
    route.dialect().fail(exchange, Answer.STOPPING, "the server is stopping");
  }

  private void fail(Route route, Exchange exchange, SemblanceException e) {
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
