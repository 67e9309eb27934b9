package dev.semblance.document;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.time.Instant;

/// A value of a field that filters, facets and sorts use. Immutable.
public sealed interface FieldValue {
  /// A string as a whole.
  record KeywordValue(String text) implements FieldValue {}

  /// A whole number of 64 bits.
  record IntegerValue(long number) implements FieldValue {}

  /// A finite number; -0 is 0.
  record NumberValue(double number) implements FieldValue {
    public NumberValue {
      if (!Double.isFinite(number)) {
        throw new SemblanceException(Fault.INVALID, "a number must be finite. Given: " + number);
      }
      number += 0.0; // of -0 and 0, which are equal, the latter
    }
  }

  /// True or false.
  record BooleanValue(boolean value) implements FieldValue {}

  /// A moment, in milliseconds.
  record DateValue(Instant time) implements FieldValue {}

  /// A point on the earth.
  ///
  /// @param latitude degrees, -90 … 90
  /// @param longitude degrees, -180 … 180
  record PointValue(double latitude, double longitude) implements FieldValue {
    public PointValue {
      if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
        throw new SemblanceException(
            Fault.INVALID,
            "a point has a latitude of -90 to 90 and a longitude of -180 to 180. Given: %s, %s"
                .formatted(latitude, longitude));
      }
    }
  }
}
