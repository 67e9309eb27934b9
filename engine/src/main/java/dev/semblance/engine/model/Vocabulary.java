package dev.semblance.engine.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/// Ids by the names of tokens, of a `tokenizer.json`. *Safe for use by many threads.*
///
/// Source: the file format of Hugging Face tokenizers.
public final class Vocabulary {
  private final Map<String, Integer> ids;

  private Vocabulary(Map<String, Integer> ids) {
    this.ids = ids;
  }

  /// @param tokenizer content of `tokenizer.json`
  public static Vocabulary of(JsonFile tokenizer) {
    JsonNode root = tokenizer.root();
    Map<String, Integer> ids = new HashMap<>();
    JsonNode vocabulary = root.path("model").path("vocab");
    if (vocabulary.isArray()) { // Unigram: pairs of piece and score
      for (int id = 0; id < vocabulary.size(); id++) {
        ids.put(vocabulary.get(id).path(0).asText(), id);
      }
    }
    vocabulary.properties().forEach(token -> ids.put(token.getKey(), token.getValue().asInt()));
    for (JsonNode added : root.path("added_tokens")) {
      ids.put(added.path("content").asText(), added.path("id").asInt());
    }
    return new Vocabulary(ids);
  }

  /// An entry of `added_tokens`: a token that a text may name, in any context.
  public static ObjectNode named(String token, int id) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id)
        .put("content", token)
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", true);
  }

  /// The id of a token, if it is in the vocabulary.
  public OptionalInt id(String token) {
    Integer id = ids.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }
}
