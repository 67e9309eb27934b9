package dev.semblance.collection;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.time.Instant;

/// A value of a field that filters, facets and sorts use. Immutable.
public sealed interface FieldValue {
  /// A string as a whole.
  record Keyword(String text) implements FieldValue {}

  /// A whole number of 64 bits.
  record Whole(long number) implements FieldValue {}

  /// A finite number.
  record Decimal(double number) implements FieldValue {
    public Decimal {
      if (!Double.isFinite(number)) {
        throw new SemblanceException(Fault.INVALID, "a number must be finite. Given: " + number);
      }
    }
  }

  /// True or false.
  record Truth(boolean value) implements FieldValue {}

  /// A moment, in milliseconds.
  record Moment(Instant time) implements FieldValue {}

  /// A point on the earth.
  ///
  /// @param latitude degrees, -90 … 90
  /// @param longitude degrees, -180 … 180
  record GeoPoint(double latitude, double longitude) implements FieldValue {
    public GeoPoint {
      if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
        throw new SemblanceException(
            Fault.INVALID,
            "a point has a latitude of -90 to 90 and a longitude of -180 to 180. Given: %s, %s"
                .formatted(latitude, longitude));
      }
    }
  }
}
