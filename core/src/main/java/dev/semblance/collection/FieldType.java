package dev.semblance.collection;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;

/// What the values of a field are and what can be done with them. Every type but [Text] may have
/// several values in one document, given as a list. Immutable.
public sealed interface FieldType {
  /// Its name on the wire.
  String name();

  /// Prose: found by its words, in the lexical lane.
  ///
  /// @param weight of its words against those of other text fields, 1 … 100; of several fields only
  ///   the relation matters
  record Text(double weight) implements FieldType {
    private static final double MAX_WEIGHT = 100;

    public Text {
      if (!(weight >= 1 && weight <= MAX_WEIGHT)) {
        throw new SemblanceException(
            Fault.INVALID,
            "the `weight` of a text field must be between 1 and 100. Given: " + weight);
      }
    }

    @Override
    public String name() {
      return "text";
    }
  }

  /// A string as a whole: filters, facets, sorting, grouping.
  record Keyword() implements FieldType {
    @Override
    public String name() {
      return "keyword";
    }
  }

  /// A whole number of 64 bits.
  record Whole() implements FieldType {
    @Override
    public String name() {
      return "integer";
    }
  }

  /// A number of 64 bits with fractions.
  record Decimal() implements FieldType {
    @Override
    public String name() {
      return "number";
    }
  }

  /// True or false.
  record Truth() implements FieldType {
    @Override
    public String name() {
      return "boolean";
    }
  }

  /// A moment: a date or a time by ISO 8601, UTC where no offset is given, or a whole number of
  /// milliseconds since 1970.
  record Moment() implements FieldType {
    @Override
    public String name() {
      return "date";
    }
  }

  /// A point on the earth: `{"lat","lon"}`.
  record GeoPoint() implements FieldType {
    @Override
    public String name() {
      return "geo";
    }
  }

  /// Any value, returned with hits and not searched.
  record Stored() implements FieldType {
    @Override
    public String name() {
      return "stored";
    }
  }
}
