package dev.semblance.engine.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Prompts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /// How the model reads documents, and queries too unless [#readQueries] says otherwise.
  ///
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL, UNSUPPORTED
  public static ModelSpec read(ModelFolder folder) {
    List<ModuleSpec> modules = new ModuleReader(folder).read();
    String place = place(modules);
    if (isTable(modules)) {
      return new ModelSpec(folder, List.copyOf(modules), prompts(folder), UNLIMITED, false);
    }
    JsonFile config = config(folder, place);
    if (!config.root().isObject()) {
      throw folder.broken("config.json must be an object");
    }
    ModelFolder encoder = new ModelFolder(folder.id(), folder.resolve(place));
    JsonFile sentence = sentenceConfig(encoder);
    ColbertConfig colbert = ColbertConfig.of(folder, sentence);
    int longest = maxTokens(encoder, config, sentence);
    boolean tokens = makesTokenVectors(modules, colbert);
    return new ModelSpec(
        folder,
        tokens ? masked(modules, colbert.skiplist()) : List.copyOf(modules),
        prompts(folder),
        tokens ? Math.min(longest, colbert.documentLength(longest)) : longest,
        sentence.flag("do_lower_case", false));
  }

  /// How the model reads queries, where that is otherwise than documents.
  ///
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL, UNSUPPORTED
  public Optional<ModelSpec> readQueries() {
    Optional<List<ModuleSpec>> routed = new ModuleReader(folder).readQueries();
    if (routed.isPresent()) {
      List<ModuleSpec> route = List.copyOf(routed.get());
      int longest = isTable(route) ? UNLIMITED : maxTokens;
      return route.equals(modules)
          ? Optional.empty()
          : Optional.of(new ModelSpec(folder, route, prompts, longest, lowerCase));
    }
    if (!makesTokenVectors()) {
      return Optional.empty();
    }
    ModelFolder encoder = encoderFolder();
    JsonFile sentence = sentenceConfig(encoder);
    ColbertConfig colbert = ColbertConfig.of(folder, sentence);
    List<ModuleSpec> queries = new ArrayList<>(modules);
    queries.removeIf(ModuleSpec.TokenMask.class::isInstance);
    queries.add(new ModuleSpec.TokenMask(Set.of()));
    colbert.expansion().ifPresent(expansion -> queries.add(1, expansion));
    int longest = maxTokens(encoder, encoder.json("config.json"), sentence);
    return Optional.of(
        new ModelSpec(
            folder,
            List.copyOf(queries),
            prompts,
            Math.min(longest, colbert.queryLength(longest)),
            lowerCase));
  }

  /// How the model reads images, where it does.
  ///
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL, UNSUPPORTED
  public Optional<ImageSpec> readImages() {
    return ClipConfig.of(folder, place(modules)).map(ClipConfig::images);
  }

  /// These modules in place of the model's own.
  public ModelSpec with(List<ModuleSpec> changed) {
    return new ModelSpec(folder, changed, prompts, maxTokens, lowerCase);
  }

  /// What `config.json` says of the encoder of texts.
  public JsonFile config() {
    return config(folder, place(modules));
  }

  private static JsonFile config(ModelFolder folder, String place) {
    return ClipConfig.of(folder, place)
        .map(ClipConfig::texts)
        .orElseGet(() -> folder.json(inside(place, "config.json")));
  }

  /// Where the first module's files stand: config, tokenizer and weights.
  public ModelFolder encoderFolder() {
    String place = place(modules);
    return place.isEmpty() ? folder : new ModelFolder(folder.id(), folder.resolve(place));
  }

  /// What `tokenizer.json` says, or what the files of older folders say in its place.
  ///
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL, UNSUPPORTED
  public JsonFile tokenizer() {
    String name = tokenizerName();
    return folder.has(name) ? folder.json(name) : WordPieceFiles.read(encoderFolder());
  }

  /// Where `tokenizer.json` stands, if the folder has one.
  public Optional<Path> tokenizerFile() {
    return Optional.of(tokenizerName()).filter(folder::has).map(folder::resolve);
  }

  private String tokenizerName() {
    return inside(place(modules), "tokenizer.json");
  }

  /// Tokens that prompts name, and that the tokenizer may know as entries of its vocabulary alone.
  public List<String> markers() {
    return StanfordColbert.of(folder).map(StanfordColbert::markers).orElse(List.of());
  }

  /// Whether special tokens go around a text: a table of tokens has no use for them.
  public boolean specialTokens() {
    return !isTable(modules);
  }

  /// Whether each token of an input keeps a vector of its own: there is no pooling.
  public boolean makesTokenVectors() {
    return modules.stream().anyMatch(ModuleSpec.TokenMask.class::isInstance);
  }

  private static boolean makesTokenVectors(List<ModuleSpec> modules, ColbertConfig colbert) {
    boolean masked = modules.stream().anyMatch(ModuleSpec.TokenMask.class::isInstance);
    return (masked || colbert.declared())
        && modules.getFirst() instanceof ModuleSpec.Transformer
        && modules.stream().noneMatch(ModuleSpec.Pooling.class::isInstance);
  }

  /// A pipeline with a mask more, which may mask nothing and tells what the pipeline is.
  private static List<ModuleSpec> masked(List<ModuleSpec> modules, Set<String> words) {
    List<ModuleSpec> masked = new ArrayList<>(modules);
    masked.add(1, new ModuleSpec.TokenMask(words));
    return List.copyOf(masked);
  }

  private static boolean isTable(List<ModuleSpec> modules) {
    return modules.getFirst() instanceof ModuleSpec.StaticEmbedding
        || modules.getFirst() instanceof ModuleSpec.SparseStaticEmbedding;
  }

  /// The folder of the first module, empty for the model's own.
  private static String place(List<ModuleSpec> modules) {
    return switch (modules.getFirst()) {
      case ModuleSpec.Transformer(String path) -> path;
      case ModuleSpec.MlmTransformer(String path) -> path;
      case ModuleSpec.StaticEmbedding(String path) -> path;
      case ModuleSpec.SparseStaticEmbedding(String path) -> path;
      case ModuleSpec.Pooling _,
          ModuleSpec.EndPooling _,
          ModuleSpec.Dense _,
          ModuleSpec.LayerNorm _,
          ModuleSpec.Normalize _,
          ModuleSpec.SpladePooling _,
          ModuleSpec.QueryExpansion _,
          ModuleSpec.TokenMask _ ->
          "";
    };
  }

  private static String inside(String place, String name) {
    return place.isEmpty() ? name : place + "/" + name;
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
    if (modules.stream().anyMatch(ModuleSpec.EndPooling.class::isInstance)) {
      return "eos";
    }
    return modules.stream()
        .filter(ModuleSpec.Pooling.class::isInstance)
        .map(ModuleSpec.Pooling.class::cast)
        .findFirst()
        .map(pooling ->
            String.join("+", pooling.modes().stream().map(PoolingMode::configName).toList()))
        .orElseGet(() -> makesTokenVectors() ? "colbert" : specialTokens() ? "splade" : "mean");
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
    Map<String, String> named =
        new LinkedHashMap<>(ColbertConfig.of(folder, JsonFile.empty()).prompts());
    if (!folder.has("config_sentence_transformers.json")) {
      return named.isEmpty() ? Prompts.NONE : new Prompts(named, null);
    }
    JsonFile config = folder.json("config_sentence_transformers.json");
    for (Map.Entry<String, JsonNode> prompt : config.root().path("prompts").properties()) {
      if (!prompt.getValue().isTextual()) {
        throw config.broken("prompt '" + prompt.getKey() + "' must be a string");
      }
      named.put(prompt.getKey(), prompt.getValue().textValue());
    }
    return new Prompts(named, config.textOrNull("default_prompt_name"));
  }
}
