package dev.semblance.server.grpc;

import dev.semblance.server.request.RequestContext;

/// Computes the reply to one request, on a thread that is interrupted when the call is cancelled.
/// *Safe for use by many threads.*
interface CallWork<Q, R> {
  R answer(RequestContext request, Q message);
}
