package dev.semblance.server.trace;

import java.util.function.Supplier;

/// What is told of one request. *Safe for use by many threads.*
public interface Trace {
  /// Of a request that nobody follows.
  Trace NONE =
      new Trace() {
        @Override
        public void called(Supplier<ModelCall> call) {}

        @Override
        public void ended(int status) {}
      };

  /// A model answered on behalf of the request.
  ///
  /// @param call made only where somebody follows
  void called(Supplier<ModelCall> call);

  /// The request was answered. Only the first time counts.
  ///
  /// @param status of its protocol
  void ended(int status);
}
