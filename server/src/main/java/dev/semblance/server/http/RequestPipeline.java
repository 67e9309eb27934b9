package dev.semblance.server.http;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.AccessDecision.Admitted;
import dev.semblance.server.access.AccessDecision.Closing;
import dev.semblance.server.access.AccessDecision.KeyRejected;
import dev.semblance.server.access.AccessDecision.LimitReached;
import dev.semblance.server.access.AccessDecision.RightMissing;
import dev.semblance.server.access.Permit;
import dev.semblance.server.http.wire.ErrorStatus;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.http.wire.HttpError;
import dev.semblance.server.http.wire.ReplyFormat;
import dev.semblance.server.http.wire.Route;
import dev.semblance.server.json.JsonError;
import dev.semblance.server.request.HeldResources;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.request.RequestMemory;
import dev.semblance.server.request.RequestTiming;
import dev.semblance.server.request.RetryAfter;
import dev.semblance.server.request.SchedulingHeaders;
import dev.semblance.server.request.UnexpectedFailure;
import dev.semblance.server.trace.RequestKind;
import dev.semblance.server.trace.Trace;
import dev.semblance.server.trace.Tracing;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The steps of every HTTP request: TRACE → ACCESS → CONTEXT → ACTION, then ERROR for what any of
/// them throws, and LOG in the end. The calls of an action to a service then pass the
/// [dev.semblance.server.request.RequestChain], as those of gRPC do. *Safe for use by many
/// threads.*
final class RequestPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(RequestPipeline.class);

  private final AccessControl access;
  private final Tracing tracing;
  private final RequestMemory memory;
  private final RequestLog log;
  private final int validationStatus;

  RequestPipeline(
      AccessControl access, Tracing tracing, RequestMemory memory, HttpSettings settings) {
    this.access = access;
    this.tracing = tracing;
    this.memory = memory;
    this.log = new RequestLog(settings.logRequests());
    this.validationStatus = settings.errors().validationStatus();
  }

  void run(Route route, Exchange exchange) {
    long start = System.nanoTime();
    Trace trace = trace(route, exchange);
    try {
      access(route, exchange, trace);
    } catch (HttpError e) {
      route.dialect().refuse(exchange, e);
    } catch (JsonError e) {
      route.dialect().refuse(exchange, HttpError.of(e));
    } catch (IOException e) {
      // Not a file: the client has hung up, or sends malformed HTTP.
      route.dialect().refuse(exchange, HttpError.malformed("it ended early"));
    } catch (RuntimeException | Error e) {
      fail(route, exchange, UnexpectedFailure.fault(e));
    } finally {
      trace.ended(exchange.status());
      log.answered(exchange, start);
    }
  }

  /// TRACE: begins a span. Health checks and documentation are not traced.
  private Trace trace(Route route, Exchange exchange) {
    return switch (route.access()) {
      case OPEN, READY -> Trace.NONE;
      case KEYED, EMBED, SEARCH, WRITE, ADMIN ->
          tracing.begin(
              new RequestKind.Http(route.method().name(), route.template()), exchange::header);
    };
  }

  /// ACCESS: checks the key where the route needs one, and that the server is not stopping.
  private void access(Route route, Exchange exchange, Trace trace) throws IOException {
    switch (route.access()) {
      case OPEN -> act(route, exchange, trace, Permit.UNLIMITED);
      case READY -> {
        if (access.isClosing()) {
          stopping(route, exchange);
        } else {
          act(route, exchange, trace, Permit.UNLIMITED);
        }
      }
      case KEYED, EMBED, SEARCH, WRITE, ADMIN -> enter(route, exchange, trace);
    }
  }

  /// CONTEXT and ACTION: gives the exchange its context and runs the route's action.
  private void act(Route route, Exchange exchange, Trace trace, Permit permit) throws IOException {
    RequestTiming timing =
        SchedulingHeaders.parse(
            exchange.header(SchedulingHeaders.PRIORITY),
            exchange.header(SchedulingHeaders.DEADLINE));
    var held = new HeldResources(permit, memory.open(ReplyFormat.numbers(exchange)));
    exchange.admit(
        new RequestContext(route.template(), timing, held, trace, new JettyWatch(exchange)));
    route.action().handle(exchange);
  }

  private void enter(Route route, Exchange exchange, Trace trace) throws IOException {
    switch (access.enter(exchange.header("Authorization"), route.access().right())) {
      case Admitted(Permit permit) -> {
        try (permit) {
          act(route, exchange, trace, permit);
        }
      }
      case KeyRejected() -> throw HttpError.unauthorized();
      case RightMissing(String why) -> throw HttpError.forbidden(why);
      case LimitReached(String why) -> throw new SemblanceException(Fault.OVERLOADED, why);
      case Closing() -> stopping(route, exchange);
    }
  }

  /// Clients should retry, since a load balancer sends them to another server then.
  private static void stopping(Route route, Exchange exchange) {
    exchange.header("Connection", "close").header("Retry-After", "1");
    route.dialect().fail(exchange, ErrorStatus.STOPPING, "the server is stopping");
  }

  /// ERROR, for faults: replies in the route's dialect.
  private void fail(Route route, Exchange exchange, SemblanceException e) {
    ErrorStatus status = ErrorStatus.to(e.fault(), validationStatus);
    if (status.status() >= 500 || e.getCause() instanceof OutOfMemoryError) {
      LOG.error("{} failed", route.name(), e);
    }
    if (e.fault() == Fault.OVERLOADED) {
      exchange.header("Retry-After", Integer.toString(RetryAfter.seconds(e)));
    }
    route.dialect().fail(exchange, status, route.dialect().message(e));
  }
}
