package dev.semblance.server.grpc;

import dev.semblance.SemblanceException;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.service.tei.TeiMessages;

/// Computes the reply to one request, on a thread that is interrupted when the call is cancelled.
/// *Safe for use by many threads.*
interface CallWork<Q, R> {
  R answer(RequestContext request, Q message);

  /// As [#answer]; the faults of text-embeddings-inference's services have its messages.
  ///
  /// @throws SemblanceException those of [#answer]
  default R answerInDialect(RequestContext request, Q message) {
    try {
      return answer(request, message);
    } catch (SemblanceException e) {
      throw request.route().startsWith("tei.v1.") ? TeiMessages.of(e) : e;
    }
  }
}
