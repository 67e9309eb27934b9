package dev.semblance.server.access;

/// How many inputs a client may have computed. *Safe for use by many threads.*
public interface Quota {
  /// As many as it likes.
  Quota BOUNDLESS =
      new Quota() {
        @Override
        public void take(int inputs) {}

        @Override
        public void await(int inputs) {}
      };

  /// Asks for so many more.
  ///
  /// @throws dev.semblance.SemblanceException OVERLOADED when the client has had its share; when to
  ///   come again is in it
  void take(int inputs);

  /// As [#take], but waits until the client may have them.
  ///
  /// @throws dev.semblance.SemblanceException CANCELLED when the thread is interrupted
  void await(int inputs);
}
