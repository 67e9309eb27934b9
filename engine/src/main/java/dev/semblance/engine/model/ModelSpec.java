package dev.semblance.engine.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Prompts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What a model folder says of itself, checked. *Safe for use by many threads.*
///
/// @param folder where it came from
/// @param modules the pipeline; the first is the transformer
/// @param prompts prefixes by name
/// @param maxTokens longest input, special tokens included
/// @param lowerCase whether text is lower-cased before it is tokenized
public record ModelSpec(
    ModelFolder folder,
    List<ModuleSpec> modules,
    Prompts prompts,
    int maxTokens,
    boolean lowerCase) {

  /// A table of tokens reads any length.
  private static final int UNLIMITED = 1_000_000;

  private static final Set<String> OFFSET_POSITIONS =
      Set.of("roberta", "xlm-roberta", "camembert", "mpnet", "xlm-roberta-xl");

  private static final List<String> SENTENCE_CONFIGS =
      Stream.of("bert", "roberta", "distilbert", "camembert", "albert", "xlm-roberta", "xlnet")
          .map(name -> "sentence_" + name + "_config.json")
          .toList();

  /// @throws dev.semblance.SemblanceException BROKEN_MODEL, UNSUPPORTED
  public static ModelSpec read(ModelFolder folder) {
    List<ModuleSpec> modules = List.copyOf(new ModuleReader(folder).read());
    if (modules.getFirst() instanceof ModuleSpec.StaticEmbedding) {
      return new ModelSpec(folder, modules, prompts(folder), UNLIMITED, false);
    }
    JsonFile config = folder.json("config.json");
    if (!config.root().isObject()) {
      throw folder.broken("config.json must be an object");
    }
    JsonFile sentence = sentenceConfig(folder);
    return new ModelSpec(
        folder,
        modules,
        prompts(folder),
        maxTokens(folder, config, sentence),
        sentence.flag("do_lower_case", false));
  }

  /// Where `tokenizer.json` stands inside the folder.
  public String tokenizerName() {
    return modules.getFirst() instanceof ModuleSpec.StaticEmbedding(String path)
        ? path + "/tokenizer.json"
        : "tokenizer.json";
  }

  /// Whether special tokens go around a text: a table of tokens has no use for them.
  public boolean specialTokens() {
    return !(modules.getFirst() instanceof ModuleSpec.StaticEmbedding);
  }

  /// Whether the model scores labels instead of embedding: its architecture says so, and no
  /// pipeline says otherwise.
  public boolean classifies() {
    if (folder.has("modules.json")) {
      return false;
    }
    String architecture = folder.json("config.json").root().path("architectures").path(0).asText();
    return architecture.endsWith("ForSequenceClassification");
  }

  /// Pooling as its config names it, several joined by `+`.
  public String pooling() {
    return modules.stream()
        .filter(ModuleSpec.Pooling.class::isInstance)
        .map(ModuleSpec.Pooling.class::cast)
        .findFirst()
        .map(pooling ->
            String.join("+", pooling.modes().stream().map(PoolingMode::configName).toList()))
        .orElse(specialTokens() ? "splade" : "mean");
  }

  private static JsonFile sentenceConfig(ModelFolder folder) {
    return SENTENCE_CONFIGS.stream()
        .filter(folder::has)
        .findFirst()
        .map(folder::json)
        .orElseGet(JsonFile::empty);
  }

  /// The sentence config's length; else the position table's, of which the RoBERTa family keeps the
  /// first `pad_token_id + 1` rows to itself.
  private static int maxTokens(ModelFolder folder, JsonFile config, JsonFile sentence) {
    int positions =
        config.integer(
            "max_position_embeddings",
            config.integer("n_positions", config.integer("max_trained_positions", 512)));
    if (OFFSET_POSITIONS.contains(config.text("model_type", ""))) {
      positions -= config.integer("pad_token_id", 1) + 1;
    }
    int declared = sentence.integer("max_seq_length", tokenizerLength(folder, positions));
    if (declared < 1 || positions < 1) {
      throw sentence.broken("max_seq_length must be positive, is " + Math.min(declared, positions));
    }
    return Math.min(declared, positions);
  }

  /// Some tokenizers carry a length, and some of those a number too large for any model.
  private static int tokenizerLength(ModelFolder folder, int otherwise) {
    return folder.has("tokenizer_config.json")
        ? (int)
            Math.min(
                otherwise,
                folder.json("tokenizer_config.json").number("model_max_length", otherwise))
        : otherwise;
  }

  private static Prompts prompts(ModelFolder folder) {
    if (!folder.has("config_sentence_transformers.json")) {
      return Prompts.NONE;
    }
    JsonFile config = folder.json("config_sentence_transformers.json");
    Map<String, String> named = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> prompt : config.root().path("prompts").properties()) {
      if (!prompt.getValue().isTextual()) {
        throw config.broken("prompt '" + prompt.getKey() + "' must be a string");
      }
      named.put(prompt.getKey(), prompt.getValue().textValue());
    }
    return new Prompts(named, config.textOrNull("default_prompt_name"));
  }
}
