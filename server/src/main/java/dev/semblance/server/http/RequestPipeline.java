package dev.semblance.server.http;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.AccessDecision.Admitted;
import dev.semblance.server.access.AccessDecision.Closing;
import dev.semblance.server.access.AccessDecision.KeyRejected;
import dev.semblance.server.access.AccessDecision.LimitReached;
import dev.semblance.server.access.Permit;
import dev.semblance.server.http.wire.ErrorStatus;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.http.wire.HttpError;
import dev.semblance.server.http.wire.Route;
import dev.semblance.server.json.JsonError;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.request.RequestTiming;
import dev.semblance.server.request.RetryAfter;
import dev.semblance.server.request.SchedulingHeaders;
import dev.semblance.server.trace.RequestKind;
import dev.semblance.server.trace.Trace;
import dev.semblance.server.trace.Tracing;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every request passes on its way to an action, and every failure on its way out. *Safe for
/// use by many threads.*
final class RequestPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(RequestPipeline.class);

  private final AccessControl door;
  private final Tracing tracing;
  private final RequestLog log;
  private final int validationStatus;

  RequestPipeline(AccessControl door, Tracing tracing, HttpSettings settings) {
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
        case OPEN -> act(route, exchange, trace, Permit.UNLIMITED);
        case READY -> {
          if (door.isClosing()) {
            stopping(route, exchange);
          } else {
            act(route, exchange, trace, Permit.UNLIMITED);
          }
        }
        case KEYED -> enter(route, exchange, trace);
      }
    } catch (HttpError e) {
      route.dialect().refuse(exchange, e);
    } catch (JsonError e) {
      route.dialect().refuse(exchange, HttpError.of(e));
    } catch (IOException e) {
      // Not a file: the client has hung up, or sends malformed HTTP.
      route.dialect().refuse(exchange, HttpError.malformed("it ended early"));
    } catch (SemblanceException e) {
      fail(route, exchange, e);
    } catch (RuntimeException e) {
      fail(route, exchange, internal(e));
    } finally {
      trace.ended(exchange.status());
      log.answered(exchange, start);
    }
  }

  /// Nobody wants to see how often somebody looked whether the server is well.
  private Trace follow(Route route, Exchange exchange) {
    return switch (route.access()) {
      case OPEN, READY -> Trace.NONE;
      case KEYED ->
          tracing.begin(
              new RequestKind.Http(route.method().name(), route.template()), exchange::header);
    };
  }

  private static void act(Route route, Exchange exchange, Trace trace, Permit permit)
      throws IOException {
    RequestTiming timing =
        SchedulingHeaders.parse(
            exchange.header(SchedulingHeaders.PRIORITY),
            exchange.header(SchedulingHeaders.DEADLINE));
    exchange.admit(
        new RequestContext(
            route.template(), timing, permit, trace, new JettyWatch(exchange.connection())));
    route.action().handle(exchange);
  }

  private void enter(Route route, Exchange exchange, Trace trace) throws IOException {
    switch (door.enter(exchange.header("Authorization"))) {
      case Admitted(Permit visit) -> {
        try (visit) {
          act(route, exchange, trace, visit);
        }
      }
      case KeyRejected() -> throw HttpError.unauthorized();
      case LimitReached(String why) -> throw new SemblanceException(Fault.OVERLOADED, why);
      case Closing() -> stopping(route, exchange);
    }
  }

  /// Whoever comes again will meet another server.
  private static void stopping(Route route, Exchange exchange) {
    exchange.header("Connection", "close").header("Retry-After", "1");
    route.dialect().fail(exchange, ErrorStatus.STOPPING, "the server is stopping");
  }

  /// A fault without the exception's text, which may hold paths or inputs. The log has the
  /// exception under the same id.
  private static SemblanceException internal(RuntimeException e) {
    String id = "%016x".formatted(ThreadLocalRandom.current().nextLong());
    return new SemblanceException(
        Fault.INTERNAL, "internal error " + id + "; the server's log has the details", e);
  }

  private void fail(Route route, Exchange exchange, SemblanceException e) {
    ErrorStatus answer = ErrorStatus.to(e.fault(), validationStatus);
    if (answer.status() >= 500) {
      LOG.error("{} failed", route.name(), e);
    }
    if (e.fault() == Fault.OVERLOADED) {
      exchange.header("Retry-After", Integer.toString(RetryAfter.seconds(e)));
    }
    route.dialect().fail(exchange, answer, e.getMessage());
  }
}
