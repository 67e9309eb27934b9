package dev.semblance.query;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.document.FieldValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A condition on the values of documents. A search finds only documents that satisfy it, in every
/// lane. Immutable.
///
/// A field that a document lacks equals nothing: a comparison with it does not hold, and [Not] of
/// one does. A field with several values satisfies a comparison when one of them does.
public sealed interface Filter {
  /// Every document.
  Filter ALL = new And(List.of());

  /// All conditions; satisfied by every document when there are none.
  record And(List<Filter> conditions) implements Filter {
    public And {
      conditions = List.copyOf(conditions);
    }
  }

  /// At least one of the conditions.
  record Or(List<Filter> conditions) implements Filter {
    public Or {
      conditions = List.copyOf(conditions);
    }
  }

  /// The documents that do not satisfy a condition.
  record Not(Filter condition) implements Filter {}

  /// A value equal to one of several. Field types: all but text, stored and geo.
  record In(String field, List<FieldValue> values) implements Filter {
    public In {
      values = List.copyOf(values);
    }
  }

  /// A value between two bounds. Field types: integer, number, date; keywords by code points.
  ///
  /// @param from null for no lower bound
  /// @param to null for no upper bound; one of the two is given
  record Range(String field, @Nullable Endpoint from, @Nullable Endpoint to) implements Filter {
    public Range {
      if (from == null && to == null) {
        throw new SemblanceException(
            Fault.INVALID, "a range of `%s` needs a lower or an upper bound".formatted(field));
      }
    }
  }

  /// @param inclusive whether the value itself is inside
  record Endpoint(FieldValue value, boolean inclusive) {}

  /// Any value.
  record Exists(String field) implements Filter {}

  /// A keyword that begins with a text.
  record StartsWith(String field, String text) implements Filter {}

  /// A keyword that contains a text, or a text field that contains all its words.
  record Contains(String field, String text) implements Filter {}

  /// A text field that contains all of some terms: what becomes of [Contains] before it reaches a
  /// store, which analyzes no text.
  ///
  /// @param terms as documents are indexed; satisfied by every document with the field when there
  ///   are none
  record HasTerms(String field, List<String> terms) implements Filter {
    public HasTerms {
      terms = List.copyOf(terms);
    }
  }

  /// A point within a distance.
  ///
  /// @param meters along the surface of the earth, above 0
  record WithinDistance(String field, FieldValue.PointValue center, double meters)
      implements Filter {
    public WithinDistance {
      if (!(meters > 0) || Double.isInfinite(meters)) {
        throw new SemblanceException(
            Fault.INVALID, "a distance must be above 0 meters. Given: " + meters);
      }
    }
  }

  /// A point in a box; a box whose west is above its east crosses the date line.
  record WithinBox(String field, FieldValue.PointValue southWest, FieldValue.PointValue northEast)
      implements Filter {
    public WithinBox {
      if (southWest.latitude() > northEast.latitude()) {
        throw new SemblanceException(
            Fault.INVALID,
            "the south of a box, %s, is above its north, %s"
                .formatted(southWest.latitude(), northEast.latitude()));
      }
    }
  }

  /// Documents by their ids.
  record Ids(List<String> ids) implements Filter {
    public Ids {
      ids = List.copyOf(ids);
    }
  }

  /// A value equal to a given one.
  static Filter equal(String field, FieldValue value) {
    return new In(field, List.of(value));
  }
}
