package dev.semblance.search.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.collection.RandomFilters;
import dev.semblance.document.FieldValue;
import dev.semblance.document.FieldValue.PointValue;
import dev.semblance.query.Filter;
import dev.semblance.query.Filter.Endpoint;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTextTest {
  @Test
  void conditionsOfEveryKindAreRead() {
    Filter read =
        FilterText.parse(
            "year >= 2020 AND tag IN (a, 'b c') and NOT (sold = true) AND name CONTAINS \"red"
                + " shoes\" AND title EXISTS AND place WITHIN 2 km OF (52.5, -13.4)");
    assertThat(read)
        .isEqualTo(
            new Filter.And(
                List.of(
                    new Filter.Range("year", new Endpoint(whole(2020), true), null),
                    new Filter.In("tag", List.of(word("a"), word("b c"))),
                    new Filter.Not(Filter.equal("sold", new FieldValue.BooleanValue(true))),
                    new Filter.Contains("name", "red shoes"),
                    new Filter.Exists("title"),
                    new Filter.WithinDistance("place", new PointValue(52.5, -13.4), 2_000))));
  }

  @Test
  void andBindsCloserThanOr() {
    Filter a = Filter.equal("a", whole(1));
    Filter b = Filter.equal("b", whole(2));
    Filter c = Filter.equal("c", whole(3));
    assertThat(FilterText.parse("a = 1 OR b = 2 AND c = 3"))
        .isEqualTo(new Filter.Or(List.of(a, new Filter.And(List.of(b, c)))));
    assertThat(FilterText.parse("(a=1 or b=2)and c=3"))
        .isEqualTo(new Filter.And(List.of(new Filter.Or(List.of(a, b)), c)));
  }

  @Test
  void shortFormsAreRead() {
    assertThat(FilterText.parse("2020 <= year < 2024"))
        .isEqualTo(
            new Filter.Range(
                "year", new Endpoint(whole(2020), true), new Endpoint(whole(2024), false)));
    assertThat(FilterText.parse("tag NOT IN (a)"))
        .isEqualTo(new Filter.Not(Filter.equal("tag", word("a"))));
    assertThat(FilterText.parse("tag != a")).isEqualTo(FilterText.parse("NOT tag = 'a'"));
    assertThat(FilterText.parse("id IN (7, 'b')")).isEqualTo(new Filter.Ids(List.of("7", "b")));
    assertThat(FilterText.parse("at < 2026-01-31"))
        .isEqualTo(new Filter.Range("at", null, new Endpoint(word("2026-01-31"), false)));
    assertThat(FilterText.parse("`in` = \"\\u00e9\\\"\""))
        .isEqualTo(Filter.equal("in", word("é\"")));
    assertThat(FilterText.parse("place WITHIN 1.5mi OF (1,2)"))
        .isEqualTo(new Filter.WithinDistance("place", new PointValue(1, 2), 1.5 * 1_609.344));
    assertThat(FilterText.parse("x = 1e3")).isEqualTo(Filter.equal("x", number(1_000)));
    assertThat(FilterText.parse("x = 9223372036854775808"))
        .isEqualTo(Filter.equal("x", number(0x1p63)));
    assertThat(FilterText.parse("ALL")).isEqualTo(Filter.ALL);
    assertThat(FilterText.parse("NONE")).isEqualTo(new Filter.Or(List.of()));
  }

  @Test
  void writtenFiltersAreReadAsTheSame() {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println(getClass().getSimpleName() + " seed " + seed);
    var random = new RandomFilters(new SplittableRandom(seed));
    for (int i = 0; i < 2_000; i++) {
      Filter filter = AsWritten.of(random.filter(4), true);
      String text = FilterText.write(filter);
      assertThat(FilterText.parse(text)).as(text).isEqualTo(filter);
    }
    Filter odd = Filter.equal("my field", word("\"\\' \n\t\0`é😀"));
    assertThat(FilterText.parse(FilterText.write(odd))).isEqualTo(odd);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          ~~                      | column 1: expected a condition, such as `year >= 2020`, found the end
          year                    | column 5: expected =, !=, <, <=, >, >=, IN, EXISTS, CONTAINS, STARTS WITH or WITHIN, found the end
          year = 1 tag = 2        | column 10: expected AND, OR or the end, found `tag`
          ü = "😀" AND            | column 12: expected a condition, such as `year >= 2020`, found the end
          year >= )               | column 9: expected a value, found `)`
          (year = 1               | column 10: expected `)`, found the end
          tag IN a                | column 8: expected `(`, found `a`
          tag IN (a,)             | column 11: expected a value, found `)`
          name = "red             | column 8: the quote that begins here does not end
          name = "\\x"            | column 8: a string has no escape `\\x`
          name = "\\u12"          | column 8: `\\u` needs four hexadecimal digits
          and = 1                 | column 1: expected the name of a field, in backquotes where it is a keyword
          place WITHIN x OF (1,2) | column 14: expected a number, found `x`
          place WITHIN 2 ft OF (1,2) | column 16: a distance is in m, km or mi, found `ft`
          id > 3                  | column 4: for `id`, expected =, != or IN
          a == 1                  | column 4: expected a value, found `=`
          """)
  void messagesHaveTheColumn(String text, String message) {
    assertThatThrownBy(() -> FilterText.parse(text))
        .hasMessageContaining(message)
        .extracting("fault")
        .isEqualTo(Fault.INVALID);
  }

  @Test
  void deepNestingIsRefused() {
    assertThatThrownBy(() -> FilterText.parse("(".repeat(100_000)))
        .hasMessageContaining("nested deeper than 64");
    assertThatThrownBy(() -> FilterText.parse("NOT ".repeat(100_000)))
        .hasMessageContaining("nested deeper than 64");
  }

  private static FieldValue word(String text) {
    return new FieldValue.KeywordValue(text);
  }

  private static FieldValue whole(long number) {
    return new FieldValue.IntegerValue(number);
  }

  private static FieldValue number(double number) {
    return new FieldValue.NumberValue(number);
  }
}
