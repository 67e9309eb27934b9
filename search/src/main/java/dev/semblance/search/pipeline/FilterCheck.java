package dev.semblance.search.pipeline;

import com.google.errorprone.annotations.FormatMethod;
import dev.semblance.Fault;
import dev.semblance.NearestWord;
import dev.semblance.SemblanceException;
import dev.semblance.document.FieldType;
import dev.semblance.document.FieldValue;
import dev.semblance.document.Schema;
import dev.semblance.query.Filter;
import dev.semblance.search.analysis.TextAnalysis;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks a filter against a schema, and gives its values the types of their fields: a filter that
/// was read from JSON or text has strings for dates, and whole numbers for numbers. *One thread at
/// a time.*
public final class FilterCheck {
  public static final int MAX_DEPTH = 32;
  public static final int MAX_CONDITIONS = 1_024;

  /// Most values of `in`, and most ids.
  public static final int MAX_VALUES = 10_000;

  private final Schema schema;
  private int conditions;

  private FilterCheck(Schema schema) {
    this.schema = schema;
  }

  /// The same condition with typed values.
  ///
  /// @throws SemblanceException INVALID for unknown fields and values of another type; TOO_LARGE
  ///   beyond a limit
  public static Filter checked(Filter filter, Schema schema) {
    return new FilterCheck(schema).checked(filter, 1);
  }

  private Filter checked(Filter filter, int depth) {
    if (depth > MAX_DEPTH) {
      throw tooLarge("`filter` is nested deeper than %d", MAX_DEPTH);
    }
    if (++conditions > MAX_CONDITIONS) {
      throw tooLarge("`filter` has more than %d conditions; give values with `in`", MAX_CONDITIONS);
    }
    return switch (filter) {
      case Filter.And(List<Filter> all) -> new Filter.And(checked(all, depth + 1));
      case Filter.Or(List<Filter> any) -> new Filter.Or(checked(any, depth + 1));
      case Filter.Not(Filter condition) -> new Filter.Not(checked(condition, depth + 1));
      case Filter.In(String field, List<FieldValue> values) -> in(field, values);
      case Filter.Range range -> range(range);
      case Filter.Exists(String field) -> exists(field);
      case Filter.StartsWith(String field, String text) -> {
        requireKeyword(field, "prefix");
        yield new Filter.StartsWith(field, text);
      }
      case Filter.Contains(String field, String text) -> contains(field, text);
      case Filter.HasTerms(String field, var _) -> {
        if (!(type(field) instanceof FieldType.TextType)) {
          throw unsuited(field, "terms", "text fields");
        }
        yield filter;
      }
      case Filter.WithinDistance(String field, var _, var _) -> geo(field, "distance", filter);
      case Filter.WithinBox(String field, var _, var _) -> geo(field, "box", filter);
      case Filter.Ids(List<String> ids) -> {
        requireFew("ids", ids.size());
        yield filter;
      }
    };
  }

  private List<Filter> checked(List<Filter> filters, int depth) {
    return filters.stream().map(filter -> checked(filter, depth)).toList();
  }

  private Filter in(String field, List<FieldValue> values) {
    requireFew("in", values.size());
    FieldType type = comparable(field, "equals");
    return new Filter.In(field, values.stream().map(value -> typed(field, type, value)).toList());
  }

  private Filter range(Filter.Range range) {
    String field = range.field();
    FieldType type = comparable(field, "range");
    if (type instanceof FieldType.BooleanType) {
      throw unsuited(field, "range", "keywords, integers, numbers and dates");
    }
    return new Filter.Range(
        field, endpoint(field, type, range.from()), endpoint(field, type, range.to()));
  }

  private FieldType comparable(String field, String operator) {
    FieldType type = type(field);
    return switch (type) {
      case FieldType.TextType _ ->
          throw unsuited(field, operator, "values; a text field has words, for `contains`");
      case FieldType.GeoType _ ->
          throw unsuited(field, operator, "other values; points are for `distance` and `box`");
      case FieldType.StoredType _ ->
          throw unsuited(field, operator, "fields that are not only stored");
      case FieldType.KeywordType _,
          FieldType.IntegerType _,
          FieldType.DecimalType _,
          FieldType.BooleanType _,
          FieldType.DateType _ ->
          type;
    };
  }

  private static Filter.@Nullable Endpoint endpoint(
      String field, FieldType type, Filter.@Nullable Endpoint given) {
    return given == null
        ? null
        : new Filter.Endpoint(typed(field, type, given.value()), given.inclusive());
  }

  private Filter exists(String field) {
    if (type(field) instanceof FieldType.StoredType) {
      throw unsuited(field, "exists", "fields that are not only stored");
    }
    return new Filter.Exists(field);
  }

  private Filter contains(String field, String text) {
    if (type(field) instanceof FieldType.TextType) {
      return new Filter.HasTerms(field, TextAnalysis.words(text));
    }
    requireKeyword(field, "contains");
    return new Filter.Contains(field, text);
  }

  private void requireKeyword(String field, String operator) {
    if (!(type(field) instanceof FieldType.KeywordType)) {
      throw unsuited(
          field, operator, operator.equals("contains") ? "keywords and text fields" : "keywords");
    }
  }

  private Filter geo(String field, String operator, Filter filter) {
    if (!(type(field) instanceof FieldType.GeoType)) {
      throw unsuited(field, operator, "points");
    }
    return filter;
  }

  private FieldType type(String field) {
    FieldType type = schema.fields().get(field);
    if (type == null) {
      throw new SemblanceException(
          Fault.INVALID,
          "`filter`: the collection has no field `%s`%s; it has: %s"
              .formatted(
                  field,
                  NearestWord.question(field, schema.fields().keySet()),
                  String.join(", ", schema.fields().keySet())));
    }
    return type;
  }

  /// A value by the type of its field. Values of the type itself, from the library, are left as
  /// they are.
  private static FieldValue typed(String field, FieldType type, FieldValue value) {
    Object raw =
        switch (value) {
          case FieldValue.KeywordValue(String text) -> text;
          case FieldValue.IntegerValue(long number) -> number;
          case FieldValue.NumberValue(double number) -> number;
          case FieldValue.BooleanValue(boolean truth) -> truth;
          case FieldValue.DateValue _, FieldValue.PointValue _ -> value;
        };
    if (value instanceof FieldValue.DateValue && type instanceof FieldType.DateType) {
      return value;
    }
    return FieldConversion.value(field, type, raw);
  }

  private static void requireFew(String operator, int values) {
    if (values > MAX_VALUES) {
      throw tooLarge("`%s` of a `filter` has more than %d values", operator, MAX_VALUES);
    }
  }

  private SemblanceException unsuited(String field, String operator, String suited) {
    return new SemblanceException(
        Fault.INVALID,
        "`filter`: `%s` is of type %s, and `%s` is for %s"
            .formatted(field, type(field).name(), operator, suited));
  }

  @FormatMethod
  private static SemblanceException tooLarge(String message, Object... values) {
    return new SemblanceException(Fault.TOO_LARGE, message.formatted(values));
  }
}
