package dev.semblance.search.pipeline;

import dev.semblance.document.FieldType;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The type of a field that is not in the schema, from its first value.
///
/// | value | type |
/// |---|---|
/// | string of up to 256 characters | keyword |
/// | longer string | text |
/// | whole number of 64 bits | integer |
/// | other number | number |
/// | boolean | boolean |
/// | object `{"lat","lon"}` | geo |
/// | other object, list of lists | stored |
/// | list | that of its elements that are not null; stored where they differ |
///
/// A date is inferred as a keyword: dates of one form by ISO 8601 order as strings do, and a string
/// that only looks like a date cannot be refused later.
final class FieldInference {
  private static final int MAX_KEYWORD = 256;

  private FieldInference() {}

  /// Null where the value has no type: null, or an empty list.
  static @Nullable FieldType typeOf(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case List<?> list -> typeOfAll(list);
      case String text ->
          text.length() <= MAX_KEYWORD ? new FieldType.KeywordType() : new FieldType.TextType(1);
      case Boolean _ -> new FieldType.BooleanType();
      case Integer _, Long _ -> new FieldType.IntegerType();
      case BigInteger _, Number _ -> new FieldType.DecimalType();
      case Map<?, ?> map when map.keySet().equals(FieldConversion.POINT) -> new FieldType.GeoType();
      default -> new FieldType.StoredType();
    };
  }

  private static @Nullable FieldType typeOfAll(List<?> list) {
    FieldType common = null;
    for (Object element : list) {
      FieldType type = element instanceof List<?> ? new FieldType.StoredType() : typeOf(element);
      if (common == null || (isNumber(common) && type instanceof FieldType.DecimalType)) {
        common = type;
      } else if (type != null && !type.equals(common) && !(isNumber(common) && isNumber(type))) {
        return new FieldType.StoredType();
      }
    }
    return common;
  }

  private static boolean isNumber(FieldType type) {
    return type instanceof FieldType.IntegerType || type instanceof FieldType.DecimalType;
  }
}
