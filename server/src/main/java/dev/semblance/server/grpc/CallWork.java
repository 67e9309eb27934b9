package dev.semblance.server.grpc;

import dev.semblance.server.request.RequestContext;

/// What a method does for one request, on the thread of its caller, which is interrupted when
/// nobody waits any longer. *Safe for use by many threads.*
interface CallWork<Q, R> {
  R answer(RequestContext request, Q message);
}
