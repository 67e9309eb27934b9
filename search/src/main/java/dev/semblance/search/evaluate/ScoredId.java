package dev.semblance.search.evaluate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/// A document's id with its score.
public record ScoredId(String id, double score) {
  /// trec_eval's order: score descending, and among equal scores the id descending, byte by byte of
  /// its UTF-8 form (`comp_sim_docno` in its `form_res_rels.c`). Ranks in a run file are ignored.
  public static final Comparator<ScoredId> TREC_ORDER =
      Comparator.comparingDouble(ScoredId::score)
          .thenComparing(ScoredId::id, ScoredId::compareBytes)
          .reversed();

  public ScoredId {
    score += 0.0; // there is one zero: without this, −0.0 would come after 0.0
  }

  private static int compareBytes(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
