package dev.semblance.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.Shared;
import dev.semblance.engine.model.JsonFile;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tokenizer files that end the process of the native library, or keep it busy without an end.
class TokenizerFileTest {
  private static final String SPLIT = "{'type':'Split','behavior':'Isolated','invert':false,";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "pre_tokenizer; {'type':'FixedLength','length':0}; length from 1",
        "decoder; {'type':'Strip','content':'a','start':1,'stop':1}; its stop must be 0",
        "normalizer; {'type':'Precompiled','precompiled_charsmap':'BAAAAAAAAAA='}; is damaged",
        "pre_tokenizer; " + SPLIT + "'pattern':{'Regex':'(a+)+$'}}; is not supported",
        "pre_tokenizer; " + SPLIT + "'pattern':{'String':''}}; not empty",
        "normalizer; {'type':'Prepend','prepend':''}; prepends nothing",
        "post_processor; {'type':'BertProcessing','sep':['[SEP]',5],'cls':['[CLS]',9999]}; 9999"
      })
  void partIsRefused(String key, String part, String fact) {
    assertRefused(bert().set(key, json(part)), fact);
  }

  @Test
  void templateNamesKnownTokens() {
    ObjectNode file = bert();
    ((ObjectNode) file.path("post_processor").path("special_tokens")).remove("[SEP]");
    assertRefused(file, "no such token is in special_tokens");
  }

  @Test
  void templateHasEachTextOnce() {
    ObjectNode file = bert();
    addToSingle(file, "A");
    assertRefused(file, "template single must have each of its texts once");
    file = bert();
    addToSingle(file, "B");
    assertRefused(file, "template single must have each of its texts once");
  }

  @Test
  void mergesHaveTheModelsPrefix() {
    ObjectNode file = (ObjectNode) Shared.json(Shared.resource("clip/tokenizer.json"));
    ((ObjectNode) file.path("model")).put("continuing_subword_prefix", "##");
    assertRefused(file, "does not begin with the prefix '##'");
  }

  @Test
  void replacementsDoNotGrowTextsWithoutLimit() {
    String replace = "{'type':'Replace','pattern':{'String':'.'},'content':'aaaaaaaaaa'}";
    String four = String.join(",", replace, replace, replace, replace);
    assertRefused(
        bert().set("normalizer", json("{'type':'Sequence','normalizers':[" + four + "]}")),
        "normalizer may grow a text more than 1024-fold");
  }

  @Test
  void tokensAndTheirNumberAreLimited() {
    ObjectNode file = bert();
    ((ObjectNode) file.path("model").path("vocab")).put("x".repeat(2_001), 5);
    assertRefused(file, "has 2001 characters; at most 2000 are supported");
    ObjectNode many = bert();
    IntStream.range(0, 10_000).forEach(i -> many.withArray("added_tokens").add(json("{}")));
    assertRefused(many, "added_tokens has 10005 tokens; at most 10000 are supported");
  }

  @Test
  void fileOfPublishedKindsIsCommon() {
    TokenizerFile file = check(bert());
    assertThat(file.common()).isTrue();
    assertThat(file.vocabulary()).isEqualTo(800);
    assertThat(file.lowerCases()).isTrue();
    assertThat(file.maxCharacters()).isEqualTo(4_000_000);
    assertThat(check((ObjectNode) Shared.json(Shared.resource("clip/tokenizer.json"))).common())
        .isTrue();
  }

  @Test
  void fileOfRareKindsIsNotCommon() {
    ObjectNode file = bert();
    file.set("pre_tokenizer", json("{'type':'FixedLength','length':3}"));
    assertThat(check(file).common()).isFalse();
    file.set("pre_tokenizer", json(SPLIT + "'pattern':{'Regex':'[abc]+'}}"));
    assertThat(check(file).common()).isFalse();
  }

  @Test
  void fileIsNotCommonIfAnAddedTokenMayVanish() {
    ObjectNode file = bert();
    file.withArray("added_tokens").addObject().put("content", "\u0301").put("id", 2);
    assertThat(check(file).common()).isFalse();
    file.putNull("normalizer");
    assertThat(check(file).common()).isTrue();
  }

  private static void addToSingle(ObjectNode file, String text) {
    ObjectNode template = (ObjectNode) file.path("post_processor");
    template
        .withArray("single")
        .addObject()
        .putObject("Sequence")
        .put("id", text)
        .put("type_id", 0);
  }

  private static void assertRefused(JsonNode file, String fact) {
    assertThatThrownBy(() -> check((ObjectNode) file))
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.BROKEN_MODEL))
        .hasMessageContaining(fact);
  }

  private static TokenizerFile check(ObjectNode file) {
    return TokenizerFile.check(new JsonFile("tokenizer.json", file));
  }

  private static ObjectNode bert() {
    return (ObjectNode) Shared.json(Shared.resource("bert-cls/tokenizer.json"));
  }

  /// @param text JSON with single quotes
  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
