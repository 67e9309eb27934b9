package dev.semblance.engine.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a ColBERT folder says of its two sides, in the form of sentence-transformers 6, of PyLate
/// or of Stanford's own checkpoints. *Safe for use by many threads.*
///
/// Source: sentence-transformers, `sentence_bert_config.json` of a `MultiVectorEncoder`; PyLate,
/// `config_sentence_transformers.json`.
///
/// @param folder the model's
/// @param transformer the transformer's sentence config
/// @param model the model's `config_sentence_transformers.json`, or what stands for it
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

  /// Whether the folder says that its model makes token vectors.
  boolean declared() {
    String type = model.text("model_type", "");
    return type.equals("MultiVectorEncoder") || type.equals("ColBERT") || pylate();
  }

  /// Tokens of a document at most.
  int documentLength(int otherwise) {
    return transformer.integer(
        "document_length",
        model.integer("document_length", pylate() ? PYLATE_DOCUMENT : otherwise));
  }

  /// Tokens of a query at most.
  int queryLength(int otherwise) {
    return expansion()
        .map(ModuleSpec.QueryExpansion::length)
        .orElseGet(
            () -> transformer.integer("query_length", model.integer("query_length", otherwise)));
  }

  /// How queries are filled up.
  ///
  /// @throws SemblanceException UNSUPPORTED when it is done in a way that is not known
  Optional<ModuleSpec.QueryExpansion> expansion() {
    JsonNode declared = transformer.root().path("query_expansion");
    if (declared.isObject()) {
      JsonFile expansion = new JsonFile(transformer.name() + ": query_expansion", declared);
      String strategy = expansion.text("strategy", "fixed");
      if (!strategy.equals("fixed")) {
        throw new SemblanceException(
            Fault.UNSUPPORTED,
            "model " + folder.id() + ": query expansion '" + strategy + "' is not supported");
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

  /// Words that PyLate leaves out of documents.
  Set<String> skiplist() {
    Set<String> words = new LinkedHashSet<>();
    model.root().path("skiplist_words").forEach(word -> words.add(word.asText()));
    return words;
  }

  /// PyLate's names for the prompts of the two sides.
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
