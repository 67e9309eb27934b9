package dev.semblance.server.access;

import java.util.Locale;

/// What an API key may be used for. Descriptions of models and of the server need a key, but no
/// right.
public enum KeyRight {
  /// Embed, score, rerank and tokenize.
  EMBED,
  /// Search collections and read their documents.
  SEARCH,
  /// Write and delete documents.
  WRITE,
  /// Create and drop collections, load and unload models, keep quantization ranges.
  ADMIN;

  /// Its name in files of keys and in messages.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
