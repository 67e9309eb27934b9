package dev.semblance.server.request;

import dev.semblance.server.access.Permit;
import dev.semblance.server.trace.Trace;

/// What is known of a request once its headers are read. Each protocol makes one for every request
/// and passes it to the services, which pass it to the [RequestChain] with each call. Immutable.
///
/// @param route as the protocol's table of routes has it: `/embed`, `tei.v1.Embed/Embed`
/// @param timing when it arrived, and how the headers schedule it
/// @param permit its admission, which is charged for its inputs
/// @param trace of the request
/// @param watch of the connection it came on
public record RequestContext(
    String route, RequestTiming timing, Permit permit, Trace trace, ConnectionWatch watch) {

  /// Context of a call that the server itself makes: unlimited, untraced, not watched.
  public static RequestContext ofServer(String route) {
    return new RequestContext(
        route, RequestTiming.now(), Permit.UNLIMITED, Trace.NONE, ConnectionWatch.NONE);
  }

  /// The same, with another watch.
  public RequestContext with(ConnectionWatch changed) {
    return new RequestContext(route, timing, permit, trace, changed);
  }

  /// Context of a further request of the same stream, which arrives now: it has the whole of the
  /// deadline.
  public RequestContext restarted() {
    return new RequestContext(route, timing.restarted(), permit, trace, watch);
  }
}
