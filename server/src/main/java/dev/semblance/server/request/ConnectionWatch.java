package dev.semblance.server.request;

import java.util.function.Supplier;

/// Detects that a client has hung up while its request is computed. *Safe for use by many threads.*
public interface ConnectionWatch {
  /// Detects nothing.
  ConnectionWatch NONE =
      new ConnectionWatch() {
        @Override
        public <R> R whileConnected(Supplier<R> action) {
          return action.get();
        }
      };

  /// Runs an action on this thread, which is interrupted when the client hangs up.
  <R> R whileConnected(Supplier<R> action);
}
