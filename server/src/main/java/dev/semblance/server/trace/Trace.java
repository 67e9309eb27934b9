package dev.semblance.server.trace;

import java.util.function.Supplier;

/// Trace of one request. *Safe for use by many threads.*
public interface Trace {
  /// Records nothing.
  Trace NONE =
      new Trace() {
        @Override
        public void called(Supplier<ModelCall> call) {}

        @Override
        public void part(String name, long from, long until) {}

        @Override
        public void ended(int status) {}
      };

  /// Records a model call made for the request.
  ///
  /// @param call evaluated only where the trace is recorded
  void called(Supplier<ModelCall> call);

  /// Records a part of the request other than a model call.
  ///
  /// @param name of the part's span
  /// @param from [System#nanoTime], as `until`
  void part(String name, long from, long until);

  /// Ends the trace with the status of the reply. Only the first call counts.
  ///
  /// @param status of its protocol
  void ended(int status);
}
