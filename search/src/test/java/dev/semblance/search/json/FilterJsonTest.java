package dev.semblance.search.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semblance.Fault;
import dev.semblance.collection.RandomFilters;
import dev.semblance.query.Filter;
import dev.semblance.search.filter.AsWritten;
import dev.semblance.search.filter.FilterText;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterJsonTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          {'field':'year','gte':2020,'lt':2024}           | 2020 <= year < 2024
          {'field':'tag','in':['a','b']}                  | tag IN (a, b)
          {'field':'tag','equals':'a'}                    | tag = a
          {'field':'tag','not_equals':'a'}                | tag != a
          {'field':'tag','exists':true}                   | tag EXISTS
          {'field':'tag','exists':false}                  | NOT tag EXISTS
          {'field':'tag','prefix':'ab'}                   | tag STARTS WITH ab
          {'field':'name','contains':'red shoes'}         | name CONTAINS "red shoes"
          {'field':'place','distance':{'lat':1,'lon':2,'meters':3}} | place WITHIN 3 m OF (1, 2)
          {'field':'place','box':{'south':1,'west':2,'north':3,'east':4}} | place WITHIN BOX (1, 2, 3, 4)
          {'ids':['a','7']}                               | id IN (a, 7)
          {'and':[{'field':'a','equals':1},{'or':[]}]}    | a = 1 AND NONE
          {'not':{'field':'a','gt':1.5}}                  | NOT a > 1.5
          'a = 1 OR b EXISTS'                             | a = 1 OR b EXISTS
          """)
  void everyFormIsRead(String json, String text) throws Exception {
    assertThat(FilterJson.read(json(json))).isEqualTo(FilterText.parse(text));
  }

  @Test
  void writtenFiltersAreReadAsTheSame() throws Exception {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println(getClass().getSimpleName() + " seed " + seed);
    var random = new RandomFilters(new SplittableRandom(seed));
    for (int i = 0; i < 2_000; i++) {
      Filter filter = AsWritten.of(random.filter(4), false);
      String text = FilterJson.write(filter).toString();
      assertThat(FilterJson.read(JSON.readTree(text))).as(text).isEqualTo(filter);
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          7                                    | `filter` must be an object
          {}                                   | `filter` must have one key: and, or, not, ids, or field with a test
          {'adn':[]}                           | `filter` has no key `adn` (did you mean and?); it has: and, or, not, ids, field
          {'and':[],'or':[]}                   | `filter` must have one key
          {'and':{}}                           | `filter.and` must be a list
          {'and':[{'or':[3]}]}                 | `filter.and[0].or[0]` must be an object
          {'field':'a'}                        | `filter` must have one test beside `field`
          {'field':'a','gte':1,'equals':2}     | `filter` must have one test beside `field`
          {'field':'a','gte':1,'gt':2}         | `filter` has both `gte` and `gt`; give one of them
          {'field':'a','eqals':1}              | `filter` has no key `eqals` (did you mean equals?)
          {'field':7,'equals':1}               | `filter.field` must be a string
          {'field':'a','equals':null}          | `filter.equals` is null, which equals nothing; use `exists`
          {'field':'a','equals':[1]}           | `filter.equals` must be a string, a number or a boolean
          {'field':'a','in':'b'}               | `filter.in` must be a list
          {'field':'a','in':[{}]}              | `filter.in[0]` must be a string, a number or a boolean
          {'field':'a','exists':1}             | `filter.exists` must be true or false
          {'field':'a','prefix':1}             | `filter.prefix` must be a string
          {'field':'a','distance':{'lat':1}}   | `filter.distance` must be an object with lat, lon, meters
          {'field':'a','distance':{'lat':1,'lon':2,'meters':0}} | a distance must be above 0 meters
          {'field':'a','distance':{'lat':91,'lon':2,'meters':1}} | a latitude of -90 to 90
          {'field':'a','box':{'south':3,'west':2,'north':1,'east':4}} | the south of a box, 3.0, is above its north, 1.0
          {'ids':[1]}                          | `filter.ids` must be a list of strings
          'a >'                                | column 4: expected a value
          """)
  void refusesOtherForms(String json, String message) throws Exception {
    JsonNode filter = json(json);
    assertThatThrownBy(() -> FilterJson.read(filter))
        .hasMessageContaining(message)
        .extracting("fault")
        .isEqualTo(Fault.INVALID);
  }

  @Test
  void deepNestingIsRefused() throws Exception {
    JsonNode deep = JSON.readTree("{\"not\":".repeat(400) + "{\"ids\":[]}" + "}".repeat(400));
    assertThatThrownBy(() -> FilterJson.read(deep)).hasMessageContaining("nested deeper than 64");
  }

  private static JsonNode json(String text) throws Exception {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
