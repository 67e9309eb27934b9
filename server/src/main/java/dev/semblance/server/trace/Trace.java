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
        public void part(String name, long from, long until) {}

        @Override
        public void ended(int status) {}
      };

  /// A model answered on behalf of the request.
  ///
  /// @param call made only where somebody follows
  void called(Supplier<ModelCall> call);

  /// A part of the request has been done, other than a model's.
  ///
  /// @param name of the part's span
  /// @param from [System#nanoTime], as `until`
  void part(String name, long from, long until);

  /// The request was answered. Only the first time counts.
  ///
  /// @param status of its protocol
  void ended(int status);
}
