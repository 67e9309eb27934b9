package dev.semblance.collection;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.Set;

/// A question to a corpus.
///
/// @param query the words
/// @param lanes which lanes search; more than one are fused
/// @param limit how many hits, `q`, 1 … 1,000
/// @param offset how many hits to pass over first, 0 … 10,000
public record SearchRequest(String query, Set<Lane> lanes, int limit, int offset) {
  /// Every lane.
  public static final Set<Lane> HYBRID = Set.of(Lane.DENSE, Lane.LEXICAL);

  public static final int MAX_LIMIT = 1_000;
  public static final int MAX_OFFSET = 10_000;

  public SearchRequest {
    lanes = Set.copyOf(lanes);
    if (query.isBlank()) {
      throw new SemblanceException(Fault.INVALID, "`query` cannot be empty");
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new SemblanceException(
          Fault.INVALID, "`k` must be between 1 and " + MAX_LIMIT + ". Given: " + limit);
    }
    if (offset < 0 || offset > MAX_OFFSET) {
      throw new SemblanceException(
          Fault.INVALID, "`offset` must be between 0 and " + MAX_OFFSET + ". Given: " + offset);
    }
    if (lanes.isEmpty()) {
      throw new SemblanceException(Fault.INVALID, "a search needs at least one lane");
    }
  }
}
