package dev.semblance.engine.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.List;
import java.util.Optional;

/// A checkpoint of Stanford's ColBERT: an encoder, its projection `linear.weight` `[k,d]`, and
/// `artifact.metadata` in place of a pipeline. *Safe for use by many threads.*
///
/// A marker token distinguishes queries from documents; queries are padded with `[MASK]`,
/// punctuation of documents has no vector.
///
/// Source: the ColBERT project, `ColBERTConfig` and its two tokenizations; Santhanam et al. 2022,
/// "ColBERTv2".
///
/// @param metadata `artifact.metadata`
record StanfordColbert(JsonFile metadata) {
  static final String FILE = "artifact.metadata";

  private static final int WIDTH = 128;
  private static final int QUERY = 32;
  private static final int DOCUMENT = 220;

  /// Python's `string.punctuation`.
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  /// The metadata, if the folder is such a checkpoint without a pipeline.
  ///
  /// @throws SemblanceException BROKEN_MODEL, UNSUPPORTED for another similarity than cosine
  static Optional<StanfordColbert> of(ModelFolder folder) {
    if (folder.has("modules.json") || !folder.has(FILE)) {
      return Optional.empty();
    }
    JsonFile metadata = folder.json(FILE);
    if (!metadata.root().isObject()) {
      throw folder.broken(FILE + " must be an object");
    }
    requireKnown(folder, metadata, "similarity", "cosine");
    requireKnown(folder, metadata, "interaction", "colbert");
    return Optional.of(new StanfordColbert(metadata));
  }

  /// Numbers of a token's vector.
  int width() {
    return metadata.has("dim") ? metadata.positive("dim") : WIDTH;
  }

  /// The tokens that mark queries and documents. They are in the tokenizer's vocabulary, but not
  /// among the tokens that a text may name.
  List<String> markers() {
    return List.of(queryMarker(), documentMarker());
  }

  /// The same in PyLate's format.
  JsonFile asPylate() {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("query_prefix", queryMarker() + " ");
    config.put("document_prefix", documentMarker() + " ");
    config.put("query_length", metadata.integer("query_maxlen", QUERY));
    config.put("document_length", metadata.integer("doc_maxlen", DOCUMENT));
    config.put("attend_to_expansion_tokens", metadata.flag("attend_to_mask_tokens", false));
    ArrayNode skipped = config.putArray("skiplist_words");
    if (metadata.flag("mask_punctuation", true)) {
      PUNCTUATION.chars().forEach(sign -> skipped.add(Character.toString(sign)));
    }
    return new JsonFile(FILE, config);
  }

  private String queryMarker() {
    return metadata.text("query_token_id", "[unused0]");
  }

  private String documentMarker() {
    return metadata.text("doc_token_id", "[unused1]");
  }

  private static void requireKnown(
      ModelFolder folder, JsonFile metadata, String key, String known) {
    String value = metadata.text(key, known);
    if (!value.equals(known)) {
      throw new SemblanceException(
          Fault.UNSUPPORTED,
          "model %s: %s of %s '%s' is not supported"
              .formatted(folder.shownName(), FILE, key, value));
    }
  }
}
