package dev.semblance.server.access;

/// The permit of one request: open from the check of its key until its reply has left. It is
/// charged to the limits of the request's key. *Safe for use by many threads.*
public interface Permit extends AutoCloseable {
  /// Permit of requests that need no key, and of the server's own calls: always open, never
  /// charged.
  Permit UNLIMITED =
      new Permit() {
        @Override
        public String keyName() {
          return "";
        }

        @Override
        public boolean isOpen() {
          return true;
        }

        @Override
        public boolean countRequest() {
          return true;
        }

        @Override
        public RequestPlace awaitPlace() {
          return RequestPlace.UNCOUNTED;
        }

        @Override
        public void onStopping(Runnable task) {}

        @Override
        public void charge(int inputs) {}

        @Override
        public void awaitAndCharge(int inputs) {}

        @Override
        public void close() {}
      };

  /// Name of the key that the request showed; empty where the server has no keys.
  String keyName();

  /// Whether the request is still being served.
  boolean isOpen();

  /// Counts one more request within a call that brings many, as a stream does.
  ///
  /// @return whether the key's rate of requests allows it
  boolean countRequest();

  /// Waits until the key allows one more request to be worked on at the same time, within a call
  /// that brings many. One of them has the place of the call itself.
  ///
  /// @throws dev.semblance.SemblanceException CANCELLED when the thread is interrupted
  RequestPlace awaitPlace();

  /// Registers a task that runs when the server begins to stop; at once where it does already. One
  /// at most; it is dropped when the permit is closed.
  void onStopping(Runnable task);

  /// Charges inputs to the key's rate of inputs.
  ///
  /// @throws dev.semblance.SemblanceException OVERLOADED when the rate is used up; it holds the
  ///   time after which to retry
  void charge(int inputs);

  /// As [#charge], but waits until the rate allows it.
  ///
  /// @throws dev.semblance.SemblanceException CANCELLED when the thread is interrupted
  void awaitAndCharge(int inputs);

  /// Ends the permit. Idempotent.
  @Override
  void close();

  /// The place of one request among those of its key that are worked on at the same time.
  interface RequestPlace extends AutoCloseable {
    /// Of keys without such a limit.
    RequestPlace UNCOUNTED = () -> {};

    /// Gives the place back. Call it once.
    @Override
    void close();
  }
}
