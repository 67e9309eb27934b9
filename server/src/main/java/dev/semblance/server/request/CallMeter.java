package dev.semblance.server.request;

import dev.semblance.SemblanceException;

/// Counts calls and what became of them. *Safe for use by many threads.*
public interface CallMeter {
  /// Counts a call that arrives.
  Pending arrived(RequestContext context, Call<?> call);

  /// A call that has arrived; exactly one of its methods is called, once.
  interface Pending {
    /// Of operations that are not counted.
    Pending UNCOUNTED =
        new Pending() {
          @Override
          public void answered(Object reply) {}

          @Override
          public void failed(SemblanceException fault) {}
        };

    void answered(Object reply);

    void failed(SemblanceException fault);
  }
}
