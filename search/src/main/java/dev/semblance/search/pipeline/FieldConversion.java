package dev.semblance.search.pipeline;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.document.FieldType;
import dev.semblance.document.FieldValue;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Values of documents and filters by the type of their field.
public final class FieldConversion {
  /// The keys of a point.
  static final Set<String> POINT = Set.of("lat", "lon");

  /// Longest keyword in bytes, by Lucene's bound on terms.
  private static final int MAX_KEYWORD = 32_766;

  private FieldConversion() {}

  /// The values of a field that is neither text nor stored: a single value or a list of them, nulls
  /// left out.
  ///
  /// @param field its name, for messages
  /// @throws SemblanceException INVALID when a value is not of the type
  static List<FieldValue> values(String field, FieldType type, @Nullable Object value) {
    List<FieldValue> values = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object element : list) {
        if (element != null) {
          values.add(value(field, type, element));
        }
      }
    } else if (value != null) {
      values.add(value(field, type, value));
    }
    return values;
  }

  /// One value.
  ///
  /// @throws SemblanceException INVALID when it is not of the type
  public static FieldValue value(String field, FieldType type, Object value) {
    FieldValue converted =
        switch (type) {
          case FieldType.KeywordType _ -> keyword(field, value);
          case FieldType.IntegerType _ -> whole(value);
          case FieldType.DecimalType _ ->
              value instanceof Number number
                  ? new FieldValue.NumberValue(number.doubleValue())
                  : null;
          case FieldType.BooleanType _ ->
              value instanceof Boolean truth ? new FieldValue.BooleanValue(truth) : null;
          case FieldType.DateType _ -> moment(value);
          case FieldType.GeoType _ -> point(value);
          case FieldType.TextType _, FieldType.StoredType _ -> null;
        };
    if (converted == null) {
      throw new SemblanceException(
          Fault.INVALID,
          "`%s` is %s, and %s is not".formatted(field, described(type), brief(value)));
    }
    return converted;
  }

  /// The text of a text field: a string, or a list of strings as lines.
  ///
  /// @throws SemblanceException INVALID when it is none
  static String text(String field, @Nullable Object value) {
    return switch (value) {
      case null -> "";
      case String text -> text;
      case List<?> list when list.stream().allMatch(String.class::isInstance) ->
          String.join("\n", list.stream().map(String.class::cast).toList());
      default ->
          throw new SemblanceException(
              Fault.INVALID,
              "`%s` is a text field, and %s is no string".formatted(field, brief(value)));
    };
  }

  private static @Nullable FieldValue keyword(String field, Object value) {
    if (!(value instanceof String text)) {
      return null;
    }
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_KEYWORD) {
      throw new SemblanceException(
          Fault.INVALID,
          "`%s` is a keyword of %d bytes, more than %d; declare the field as text or stored"
              .formatted(field, bytes, MAX_KEYWORD));
    }
    return new FieldValue.KeywordValue(text);
  }

  private static @Nullable FieldValue whole(Object value) {
    return switch (value) {
      case Integer number -> new FieldValue.IntegerValue(number);
      case Long number -> new FieldValue.IntegerValue(number);
      default -> null;
    };
  }

  private static @Nullable FieldValue moment(Object value) {
    return switch (value) {
      case Integer millis -> new FieldValue.DateValue(Instant.ofEpochMilli(millis));
      case Long millis -> new FieldValue.DateValue(Instant.ofEpochMilli(millis));
      case String text -> parsed(text);
      default -> null;
    };
  }

  private static @Nullable FieldValue parsed(String text) {
    try {
      TemporalAccessor time =
          text.contains("T") || text.contains(" ")
              ? DateTimeFormatter.ISO_DATE_TIME.parseBest(
                  text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from)
              : LocalDate.parse(text);
      return new FieldValue.DateValue(
          switch (time) {
            case OffsetDateTime offset -> offset.toInstant();
            case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
            default -> LocalDate.from(time).atStartOfDay(ZoneOffset.UTC).toInstant();
          });
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static @Nullable FieldValue point(Object value) {
    return value instanceof Map<?, ?> map
            && map.keySet().equals(POINT)
            && map.get("lat") instanceof Number latitude
            && map.get("lon") instanceof Number longitude
        ? new FieldValue.PointValue(latitude.doubleValue(), longitude.doubleValue())
        : null;
  }

  private static String described(FieldType type) {
    return switch (type) {
      case FieldType.TextType _ -> "a text field, which has no values to compare";
      case FieldType.KeywordType _ -> "a keyword";
      case FieldType.IntegerType _ -> "an integer";
      case FieldType.DecimalType _ -> "a number";
      case FieldType.BooleanType _ -> "a boolean";
      case FieldType.DateType _ -> "a date (2026-01-31, 2026-01-31T12:00:00Z or milliseconds)";
      case FieldType.GeoType _ -> "a point ({\"lat\", \"lon\"})";
      case FieldType.StoredType _ -> "only stored, which has no values to compare";
    };
  }

  private static String brief(Object value) {
    String text = String.valueOf(value);
    return "`" + (text.length() <= 60 ? text : text.substring(0, 60) + "…") + "`";
  }
}
