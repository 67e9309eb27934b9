package dev.semblance.server.command.text;

import java.io.IOException;
import java.util.List;

/// Texts to embed, in order. *One thread at a time.*
public interface TextReader extends AutoCloseable {
  /// The next texts, at most `limit`; empty at the end.
  ///
  /// @throws dev.semblance.SemblanceException INVALID for what is no text; CANCELLED when a stop is
  ///   requested while it waits for standard input
  List<String> next(int limit) throws IOException;

  /// Approximate number of texts, or −1 where unknown.
  long expected();

  @Override
  void close() throws IOException;
}
