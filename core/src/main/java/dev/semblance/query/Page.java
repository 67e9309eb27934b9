package dev.semblance.query;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.document.FieldSelection;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Which hits of a ranking are returned, and with what.
///
/// @param k how many, 1 … 1,000
/// @param offset how many to skip first, 0 … 10,000
/// @param minScore hits with a lower score are left out
/// @param detail what is returned with them
/// @param arrangement their order, groups and counts
public record Page(
    int k, int offset, OptionalDouble minScore, Detail detail, Arrangement arrangement) {
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
    if (offset > 0 && arrangement.cursor().isPresent()) {
      throw new SemblanceException(Fault.INVALID, "give `offset` or `cursor`, not both");
    }
    if (minScore.isPresent() && !Double.isFinite(minScore.getAsDouble())) {
      throw new SemblanceException(
          Fault.INVALID, "`min_score` must be a finite number. Given: " + minScore.getAsDouble());
    }
  }

  /// By score, nothing counted.
  public Page(int k, int offset, OptionalDouble minScore, Detail detail) {
    this(k, offset, minScore, detail, Arrangement.STANDARD);
  }

  /// Whole documents, of any score.
  public Page(int k, int offset) {
    this(k, offset, OptionalDouble.empty(), Detail.STANDARD, Arrangement.STANDARD);
  }

  /// The same hits arranged otherwise.
  public Page with(Arrangement changed) {
    return new Page(k, offset, minScore, detail, changed);
  }

  /// The same from another place.
  public Page at(int changed) {
    return new Page(k, changed, minScore, detail, arrangement);
  }

  /// What a search returns beside ids and scores.
  ///
  /// @param fields of the documents
  /// @param explain whether the search explains itself: [Explanation]
  /// @param highlight which parts of text fields are returned; null for none
  public record Detail(FieldSelection fields, boolean explain, @Nullable Highlight highlight) {
    /// Whole documents.
    public static final Detail STANDARD = new Detail(FieldSelection.ALL, false);

    /// Without highlights.
    public Detail(FieldSelection fields, boolean explain) {
      this(fields, explain, null);
    }
  }

  /// The first hits.
  public static Page first(int k) {
    return new Page(k, 0);
  }
}
