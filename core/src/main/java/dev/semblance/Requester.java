package dev.semblance;

/// For whom a model computes: takes turns with others in its queue, and may refuse a call that is
/// too large, before anything of it is computed. *Safe for use by many threads.*
public interface Requester {
  /// Without a name, and refuses nothing.
  Requester UNNAMED =
      new Requester() {
        @Override
        public String name() {
          return "";
        }

        @Override
        public void take(long bytes) {}

        @Override
        public void accept(CallSize size) {}
      };

  /// Calls of one name take turns together, each call without a name takes turns on its own.
  ///
  /// @return for example the name of an API key; empty for none
  String name();

  /// Receives the memory that inputs take before their size in tokens is known, such as the pixels
  /// of an image, before it is taken. It is held until the call ends.
  ///
  /// @param bytes from 0
  /// @throws SemblanceException TOO_LARGE, OVERLOADED to refuse the call
  void take(long bytes);

  /// Receives the size of a call before it is computed.
  ///
  /// @throws SemblanceException TOO_LARGE, OVERLOADED to refuse the call
  void accept(CallSize size);
}
