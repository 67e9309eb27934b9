package dev.semblance.search.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.document.DynamicFields;
import dev.semblance.document.FieldType;
import dev.semblance.document.FieldValue;
import dev.semblance.document.Schema;
import dev.semblance.query.Filter;
import dev.semblance.search.filter.FilterText;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterCheckTest {
  private static final Schema SCHEMA = schema();

  private static Schema schema() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("title", new FieldType.TextType(2));
    fields.put("tag", new FieldType.KeywordType());
    fields.put("year", new FieldType.IntegerType());
    fields.put("price", new FieldType.DecimalType());
    fields.put("sold", new FieldType.BooleanType());
    fields.put("at", new FieldType.DateType());
    fields.put("place", new FieldType.GeoType());
    fields.put("raw", new FieldType.StoredType());
    return new Schema(fields, Map.of(), DynamicFields.STORE);
  }

  @Test
  void valuesGetTheTypesOfTheirFields() {
    assertThat(checked("price = 3"))
        .isEqualTo(Filter.equal("price", new FieldValue.NumberValue(3)));
    assertThat(checked("at = 2026-01-31"))
        .isEqualTo(
            Filter.equal("at", new FieldValue.DateValue(Instant.parse("2026-01-31T00:00:00Z"))));
    assertThat(checked("title CONTAINS 'Red SHOES'"))
        .isInstanceOfSatisfying(
            Filter.HasTerms.class, words -> assertThat(words.terms()).hasSize(2));
    Filter typed = Filter.equal("at", new FieldValue.DateValue(Instant.EPOCH));
    assertThat(FilterCheck.checked(typed, SCHEMA)).isEqualTo(typed);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          yaer > 3            | the collection has no field `yaer` (did you mean year?); it has: title, tag, year, price, sold, at, place, raw
          NOT (a = 1)         | the collection has no field `a`
          year = 1.5          | `year` is an integer, and `1.5` is not
          year = x            | `year` is an integer, and `x` is not
          tag = 7             | `tag` is a keyword, and `7` is not
          sold = 1            | `sold` is a boolean, and `1` is not
          sold > true         | `sold` is of type boolean, and `range` is for keywords, integers, numbers and dates
          at > yesterday      | `at` is a date
          title = x           | `title` is of type text, and `equals` is for values; a text field has words, for `contains`
          raw = x             | `raw` is of type stored, and `equals` is for fields that are not only stored
          raw EXISTS          | `raw` is of type stored
          place = 1           | points are for `distance` and `box`
          tag WITHIN 1 m OF (1, 2) | `tag` is of type keyword, and `distance` is for points
          year STARTS WITH 2  | `year` is of type integer, and `prefix` is for keywords
          year CONTAINS 2     | `year` is of type integer, and `contains` is for keywords and text fields
          """)
  void refusesWhatDoesNotSuitTheSchema(String filter, String message) {
    assertThatThrownBy(() -> checked(filter))
        .hasMessageContaining(message)
        .extracting("fault")
        .isEqualTo(Fault.INVALID);
  }

  @Test
  void sizeIsBounded() {
    Filter one = new Filter.Ids(List.of("a"));
    Filter deep = one;
    for (int i = 1; i < 32; i++) {
      deep = new Filter.Not(deep);
    }
    assertThat(FilterCheck.checked(deep, SCHEMA)).isEqualTo(deep);
    requireTooLarge(new Filter.Not(deep), "nested deeper than 32");
    assertThat(FilterCheck.checked(many(one, 1_023), SCHEMA)).isEqualTo(many(one, 1_023));
    requireTooLarge(many(one, 1_024), "more than 1024 conditions");
    requireTooLarge(
        new Filter.Ids(Collections.nCopies(10_001, "a")),
        "`ids` of a `filter` has more than 10000");
    requireTooLarge(
        new Filter.In("year", Collections.nCopies(10_001, new FieldValue.IntegerValue(1))),
        "`in` of a `filter` has more than 10000");
  }

  private static Filter many(Filter one, int count) {
    return new Filter.Or(Collections.nCopies(count, one));
  }

  private static void requireTooLarge(Filter filter, String message) {
    assertThatThrownBy(() -> FilterCheck.checked(filter, SCHEMA))
        .hasMessageContaining(message)
        .extracting("fault")
        .isEqualTo(Fault.TOO_LARGE);
  }

  private static Filter checked(String text) {
    return FilterCheck.checked(FilterText.parse(text), SCHEMA);
  }
}
