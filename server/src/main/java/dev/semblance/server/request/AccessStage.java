package dev.semblance.server.request;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.function.Supplier;

/// Refuses calls of a request that has already ended, such as what is left of a stream that its
/// client has given up.
record AccessStage() implements RequestStage {
  @Override
  public <R> R run(RequestContext context, Call<R> call, Supplier<R> next) {
    if (!context.permit().isOpen()) {
      throw new SemblanceException(Fault.CANCELLED, "the request has ended");
    }
    return next.get();
  }
}
