package dev.semblance.document;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import org.jspecify.annotations.Nullable;

/// What the values of a field are and what can be done with them. Every type but [TextType] may
/// have several values in one document, given as a list. Immutable.
public sealed interface FieldType {
  /// Its name on the wire.
  default String name() {
    return switch (this) {
      case TextType _ -> "text";
      case KeywordType _ -> "keyword";
      case IntegerType _ -> "integer";
      case DecimalType _ -> "number";
      case BooleanType _ -> "boolean";
      case DateType _ -> "date";
      case GeoType _ -> "geo";
      case StoredType _ -> "stored";
    };
  }

  /// Prose: found by its words, in the lexical lane.
  ///
  /// @param weight of its words against those of other text fields, 1 … 100; of several fields only
  ///   the relation matters
  /// @param chunk how long the passages are that vectors made from the field have; null where a
  ///   text is cut only if the model cannot read it whole, into passages as long as it reads. Of
  ///   several fields that a vector is made from, the first with a size counts
  record TextType(double weight, @Nullable ChunkSize chunk) implements FieldType {
    private static final double MAX_WEIGHT = 100;

    public TextType {
      if (!(weight >= 1 && weight <= MAX_WEIGHT)) {
        throw new SemblanceException(
            Fault.INVALID,
            "the `weight` of a text field must be between 1 and 100. Given: " + weight);
      }
    }

    /// A field that is cut only if it is too long.
    public TextType(double weight) {
      this(weight, null);
    }
  }

  /// A string as a whole: filters, facets, sorting, grouping.
  record KeywordType() implements FieldType {}

  /// A whole number of 64 bits.
  record IntegerType() implements FieldType {}

  /// A number of 64 bits with fractions.
  record DecimalType() implements FieldType {}

  /// True or false.
  record BooleanType() implements FieldType {}

  /// A moment: a date or a time by ISO 8601, UTC where no offset is given, or a whole number of
  /// milliseconds since 1970.
  record DateType() implements FieldType {}

  /// A point on the earth: `{"lat","lon"}`.
  record GeoType() implements FieldType {}

  /// Any value, returned with hits and not searched.
  record StoredType() implements FieldType {}
}
