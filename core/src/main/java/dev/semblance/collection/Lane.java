package dev.semblance.collection;

import java.util.Locale;

/// One way of finding candidates.
public enum Lane {
  /// Nearest vectors.
  DENSE,
  /// Words, by BM25.
  LEXICAL;

  /// The lower-case name used on the wire and on the command line.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
