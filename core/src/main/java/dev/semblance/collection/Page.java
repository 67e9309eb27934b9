package dev.semblance.collection;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;

/// Which hits of a ranking are returned, and what of their documents.
///
/// @param k how many, 1 … 1,000
/// @param offset how many to skip first, 0 … 10,000
/// @param fields of the documents
public record Page(int k, int offset, FieldSelection fields) {
  public static final int MAX_K = 1_000;
  public static final int MAX_OFFSET = 10_000;

  public Page {
    if (k < 1 || k > MAX_K) {
      throw new SemblanceException(
          Fault.INVALID, "`k` must be between 1 and " + MAX_K + ". Given: " + k);
    }
    if (offset < 0 || offset > MAX_OFFSET) {
      throw new SemblanceException(
          Fault.INVALID, "`offset` must be between 0 and " + MAX_OFFSET + ". Given: " + offset);
    }
  }

  /// Whole documents.
  public Page(int k, int offset) {
    this(k, offset, FieldSelection.ALL);
  }

  /// The first hits.
  public static Page first(int k) {
    return new Page(k, 0);
  }
}
