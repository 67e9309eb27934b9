package dev.semblance.search.pipeline;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.FieldType;
import dev.semblance.collection.FieldValue;
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
          case FieldType.Keyword _ -> keyword(field, value);
          case FieldType.Whole _ -> whole(value);
          case FieldType.Decimal _ ->
              value instanceof Number number ? new FieldValue.Decimal(number.doubleValue()) : null;
          case FieldType.Truth _ ->
              value instanceof Boolean truth ? new FieldValue.Truth(truth) : null;
          case FieldType.Moment _ -> moment(value);
          case FieldType.GeoPoint _ -> point(value);
          case FieldType.Text _, FieldType.Stored _ -> null;
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
    return new FieldValue.Keyword(text);
  }

  private static @Nullable FieldValue whole(Object value) {
    return switch (value) {
      case Integer number -> new FieldValue.Whole(number);
      case Long number -> new FieldValue.Whole(number);
      default -> null;
    };
  }

  private static @Nullable FieldValue moment(Object value) {
    return switch (value) {
      case Integer millis -> new FieldValue.Moment(Instant.ofEpochMilli(millis));
      case Long millis -> new FieldValue.Moment(Instant.ofEpochMilli(millis));
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
      return new FieldValue.Moment(
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
        ? new FieldValue.GeoPoint(latitude.doubleValue(), longitude.doubleValue())
        : null;
  }

  private static String described(FieldType type) {
    return switch (type) {
      case FieldType.Text _ -> "a text field, which has no values to compare";
      case FieldType.Keyword _ -> "a keyword";
      case FieldType.Whole _ -> "an integer";
      case FieldType.Decimal _ -> "a number";
      case FieldType.Truth _ -> "a boolean";
      case FieldType.Moment _ -> "a date (2026-01-31, 2026-01-31T12:00:00Z or milliseconds)";
      case FieldType.GeoPoint _ -> "a point ({\"lat\", \"lon\"})";
      case FieldType.Stored _ -> "only stored, which has no values to compare";
    };
  }

  private static String brief(Object value) {
    String text = String.valueOf(value);
    return "`" + (text.length() <= 60 ? text : text.substring(0, 60) + "…") + "`";
  }
}
