package dev.semblance.search.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semblance.Fault;
import dev.semblance.document.DynamicFields;
import dev.semblance.document.FieldType;
import dev.semblance.document.ModelVersion;
import dev.semblance.document.Schema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaJsonTest {
  private static final String SHOP =
      """
      {"fields":{"title":{"type":"text","weight":2},"body":{"type":"text"},"tag":{"type":"keyword"},
       "year":{"type":"integer"},"price":{"type":"number"},"sold":{"type":"boolean"},
       "at":{"type":"date"},"place":{"type":"geo"},"raw":{"type":"stored"}},
       "vectors":{"text":{"model":"m","from":["title","body"]},"given":{"dimensions":3}},
       "dynamic":"infer"}
      """;

  @Test
  void everyTypeIsReadAndWritten() {
    Schema shop = SchemaJson.read(json(SHOP));
    assertThat(shop.textFields()).containsExactly("title", "body");
    assertThat(shop.fields()).containsEntry("year", new FieldType.IntegerType());
    assertThat(shop.vectors())
        .containsEntry(
            "text", new Schema.VectorField(new ModelVersion("m", ""), 0, List.of("title", "body")));
    assertThat(shop.dynamic()).isEqualTo(DynamicFields.INFER);
    var resolved =
        new Schema(
            shop.fields(),
            Map.of("given", new Schema.VectorField(null, 3, List.of())),
            DynamicFields.REFUSE);
    assertThat(SchemaJson.read(SchemaJson.write(resolved))).isEqualTo(resolved);
  }

  @Test
  void declaredSchemaStoresOtherFields() {
    assertThat(SchemaJson.read(json("{}")).dynamic()).isEqualTo(DynamicFields.STORE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          []                                              | `schema` must be an object
          {"field":{}}                                    | `schema` has no key `field`
          {"fields":{"a":{"type":"txt"}}}                 | `fields.a.type` must be text, keyword
          {"fields":{"a":{}}}                             | Given: none
          {"fields":{"a":{"type":"keyword","weight":2}}}  | has no key `weight`
          {"fields":{"a":{"type":"text","weight":0.5}}}   | between 1 and 100. Given: 0.5
          {"fields":{"a":{"type":"text","weight":"2"}}}   | `fields.a.weight` must be a number
          {"fields":{"id":{"type":"keyword"}}}            | `id` cannot be the name of a field
          {"vectors":{"v":{}}}                            | needs `dimensions` above 0
          {"vectors":{"v":{"dimensions":0}}}              | `vectors.v.dimensions` must be a whole number from 1
          {"vectors":{"v":{"model":"m"}}}                 | the text fields it is made `from`
          {"vectors":{"v":{"model":"m","from":["a"]}}}    | is made from `a`, which is no text field
          {"dynamic":"guess"}                             | `dynamic` must be `infer`, `store` or `refuse`
          """)
  void violationsAreRefusedWithTheirPlace(String schema, String message) {
    assertThatThrownBy(() -> SchemaJson.read(json(schema)))
        .hasMessageContaining(message)
        .extracting("fault")
        .isEqualTo(Fault.INVALID);
  }

  private static JsonNode json(String text) {
    try {
      return JsonMapper.builder().build().readTree(text);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
