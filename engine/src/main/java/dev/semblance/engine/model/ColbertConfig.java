package dev.semblance.engine.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Configuration of a ColBERT's queries and documents, in the format of sentence-transformers 6,
/// PyLate or Stanford's checkpoints. *Safe for use by many threads.*
///
/// Source: sentence-transformers, `sentence_bert_config.json` of a `MultiVectorEncoder`; PyLate,
/// `config_sentence_transformers.json`.
///
/// @param folder the model's
/// @param transformer the transformer's sentence config
/// @param model the model's `config_sentence_transformers.json`, or its equivalent
record ColbertConfig(ModelFolder folder, JsonFile transformer, JsonFile model) {
  private static final int PYLATE_QUERY = 32;
  private static final int PYLATE_DOCUMENT = 180;

  static ColbertConfig of(ModelFolder folder, JsonFile transformer) {
    JsonFile model =
        StanfordColbert.of(folder)
            .map(StanfordColbert::asPylate)
            .orElseGet(() -> folder.jsonOrEmpty(ModelSpec.SENTENCE_TRANSFORMERS));
    return new ColbertConfig(folder, transformer, model);
  }

  /// Whether the folder declares a model of token vectors.
  boolean declared() {
    String type = model.text("model_type", "");
    return type.equals("MultiVectorEncoder") || type.equals("ColBERT") || pylate();
  }

  /// Largest number of tokens of a document.
  int documentLength(int otherwise) {
    return transformer.integer(
        "document_length",
        model.integer("document_length", pylate() ? PYLATE_DOCUMENT : otherwise));
  }

  /// Largest number of tokens of a query.
  int queryLength(int otherwise) {
    return expansion()
        .map(ModuleSpec.QueryExpansion::length)
        .orElseGet(
            () -> transformer.integer("query_length", model.integer("query_length", otherwise)));
  }

  /// How queries are padded.
  ///
  /// @throws SemblanceException UNSUPPORTED for an unknown strategy
  Optional<ModuleSpec.QueryExpansion> expansion() {
    JsonNode declared = transformer.root().path("query_expansion");
    if (declared.isObject()) {
      JsonFile expansion = new JsonFile(transformer.name() + ": query_expansion", declared);
      String strategy = expansion.text("strategy", "fixed");
      if (!strategy.equals("fixed")) {
        throw new SemblanceException(
            Fault.UNSUPPORTED,
            "model "
                + folder.shownName()
                + ": query expansion '"
                + strategy
                + "' is not supported");
      }
      return Optional.of(
          new ModuleSpec.QueryExpansion(
              expansion.positive("length"),
              expansion.text("token", "[MASK]"),
              expansion.flag("attend", false)));
    }
    if (pylate() && model.flag("do_query_expansion", true)) {
      return Optional.of(
          new ModuleSpec.QueryExpansion(
              model.integer("query_length", PYLATE_QUERY),
              maskToken(),
              model.flag("attend_to_expansion_tokens", false)));
    }
    return Optional.empty();
  }

  /// Words without vectors in documents (PyLate).
  Set<String> skiplist() {
    Set<String> words = new LinkedHashSet<>();
    model.root().path("skiplist_words").forEach(word -> words.add(word.asText()));
    return words;
  }

  /// The prompts of queries and documents (PyLate).
  Map<String, String> prompts() {
    Map<String, String> prompts = new LinkedHashMap<>();
    if (model.has("query_prefix")) {
      prompts.put("query", model.text("query_prefix", ""));
    }
    if (model.has("document_prefix")) {
      prompts.put("document", model.text("document_prefix", ""));
    }
    return prompts;
  }

  private boolean pylate() {
    return model.has("query_prefix") || model.has("document_prefix");
  }

  private String maskToken() {
    JsonNode token = folder.jsonOrEmpty("special_tokens_map.json").root().path("mask_token");
    return token.isObject() ? token.path("content").asText() : token.asText("[MASK]");
  }
}
