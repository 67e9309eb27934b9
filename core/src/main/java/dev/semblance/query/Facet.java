package dev.semblance.query;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.document.FieldType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A count of documents by the values of a field. A document with several values counts once for
/// each bucket that it is in.
public sealed interface Facet {
  /// Most buckets of one facet.
  int MAX_BUCKETS = 1_000;

  String field();

  /// Whether the conditions of the filter on this field are left out, as where a user may choose
  /// several values: conditions of the outermost `and`, or the whole filter.
  boolean disjunctive();

  /// The values with the most documents; of equal counts the first in the order of labels.
  ///
  /// @param field of type keyword, boolean, integer, number or date
  /// @param most how many, 1 … [#MAX_BUCKETS]
  record Terms(String field, int most, boolean disjunctive) implements Facet {
    public Terms {
      requireBuckets(field, most);
    }
  }

  /// Ranges of numbers.
  ///
  /// @param field of type integer, number or date, the last in milliseconds since 1970
  record NumberRanges(String field, List<Bounds> ranges, boolean disjunctive) implements Facet {
    public NumberRanges {
      ranges = List.copyOf(ranges);
      requireBuckets(field, ranges.size());
    }
  }

  /// @param from inclusive; null for no lower bound
  /// @param to exclusive; null for no upper bound
  record Bounds(@Nullable Double from, @Nullable Double to) {
    public boolean contains(double value) {
      return (from == null || value >= from) && (to == null || value < to);
    }

    /// `2020..2024`, `..2020`.
    public String label() {
      return text(from) + ".." + text(to);
    }

    private static String text(@Nullable Double bound) {
      return bound == null
          ? ""
          : bound == Math.rint(bound) && Math.abs(bound) < 1e15
              ? Long.toString(bound.longValue())
              : bound.toString();
    }
  }

  /// Years or months, UTC, in their order; those without documents are left out.
  ///
  /// @param field of type date
  record Dates(String field, Unit unit, boolean disjunctive) implements Facet {
    /// Length of a bucket.
    public enum Unit {
      YEAR(4),
      MONTH(7);

      private final int length;

      Unit(int length) {
        this.length = length;
      }

      /// `2026`, or `2026-01`.
      public String label(Instant time) {
        String text = time.toString();
        return text.substring(0, text.indexOf('-', 1) + length - YEAR.length);
      }
    }
  }

  /// @param type of its field
  record Typed(Facet facet, FieldType type) {}

  /// How many documents are in a bucket.
  ///
  /// @param label the value, the range, or the date
  record Count(String label, long documents) {}

  private static void requireBuckets(String field, int count) {
    if (count < 1 || count > MAX_BUCKETS) {
      throw new SemblanceException(
          Fault.INVALID,
          "the facet `%s` has 1 to %d buckets. Given: %d".formatted(field, MAX_BUCKETS, count));
    }
  }
}
