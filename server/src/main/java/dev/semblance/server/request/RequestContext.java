package dev.semblance.server.request;

import dev.semblance.CallSize;
import dev.semblance.Scheduling;
import dev.semblance.server.access.Permit;
import dev.semblance.server.trace.Trace;
import java.util.function.ToLongFunction;

/// What is known of a request once its headers are read. Each protocol makes one for every request
/// and passes it to the services, which pass it to the [RequestChain] with each call. Immutable.
///
/// @param route as the protocol's table of routes has it: `/embed`, `tei.v1.Embed/Embed`
/// @param timing when it arrived, and how the headers schedule it
/// @param held its permit and its memory
/// @param trace of the request
/// @param watch of the connection it came on
public record RequestContext(
    String route, RequestTiming timing, HeldResources held, Trace trace, ConnectionWatch watch) {

  /// Context of a call that the server itself makes: unlimited, untraced, not watched.
  public static RequestContext ofServer(String route) {
    return new RequestContext(
        route, RequestTiming.now(), HeldResources.unlimited(), Trace.NONE, ConnectionWatch.NONE);
  }

  /// Its permit, which is charged for its inputs.
  public Permit permit() {
    return held.permit();
  }

  /// Its memory.
  public MemoryReservation memory() {
    return held.memory();
  }

  /// The same, with another watch.
  public RequestContext with(ConnectionWatch changed) {
    return new RequestContext(route, timing, held, trace, changed);
  }

  /// Context of a further request of the same stream, which arrives now: it has the whole of the
  /// deadline, and memory of its own, which the caller closes.
  public RequestContext restarted() {
    var own = new HeldResources(held.permit(), held.memory().reopened());
    return new RequestContext(route, timing.restarted(), own, trace, watch);
  }

  /// Scheduling of a model call, as the headers change it, which takes its memory from the
  /// request's.
  ///
  /// @param given scheduling in the request's message
  /// @param memoryOf bytes that a call of some size takes until the reply is sent
  public Scheduling scheduling(Scheduling given, ToLongFunction<CallSize> memoryOf) {
    return timing.scheduling(given).with(new RequestRequester(held, memoryOf));
  }
}
