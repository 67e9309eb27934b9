package dev.semblance.engine.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.model.ModuleSpec.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads `modules.json` and the config of each module it names.
///
/// Source: sentence-transformers; old and new (5.4 and later) forms of every key. Types are
/// identified by the last part of their name, since their Python modules moved; no code is imported
/// or run.
final class ModuleReader {
  private static final Set<String> PACKAGES = Set.of("sentence_transformers", "pylate");
  private static final double LAYER_NORM_EPSILON = 1e-5;
  private static final String SENTENCE_VECTOR = "sentence_embedding";
  private static final String TOKEN_VECTORS = "token_embeddings";

  private final ModelFolder folder;
  private final PoolingRule rule;

  ModuleReader(ModelFolder folder, PoolingChoice choice) {
    this.folder = folder;
    this.rule = new PoolingRule(folder, choice);
  }

  /// The pipeline of documents; a folder without `modules.json` is a transformer with the pooling
  /// of `1_Pooling` or of its architecture, unless its config declares another pipeline.
  List<ModuleSpec> read() {
    return shortened(rule.applied(pipeline()));
  }

  private List<ModuleSpec> pipeline() {
    if (!folder.has("modules.json")) {
      return StanfordColbert.of(folder)
          .map(this::projected)
          .or(() -> ClipConfig.of(folder, "").map(ClipConfig::modules))
          .orElseGet(() ->
              List.of(
                  new ModuleSpec.Transformer(""),
                  folder.has(PoolingRule.CONFIG)
                      ? pooling(folder.json(PoolingRule.CONFIG))
                      : new ModuleSpec.Pooling(List.of(rule.undeclared()), true)));
    }
    JsonFile file = folder.json("modules.json");
    if (!file.root().isArray()) {
      throw folder.broken("modules.json must be a list");
    }
    if (file.root().size() == 1
        && name(file.root().get(0).path("type").asText()).equals("router")) {
      return RouterConfig.read(folder)
          .route("document")
          .map(this::modules)
          .orElseThrow(() -> unsupported("its Router has no route for documents"));
    }
    List<ModuleSpec> modules = new ArrayList<>();
    for (JsonNode entry : file.root()) {
      String type = entry.path("type").asText();
      String path = entry.path("path").asText();
      requirePlace(modules, type, path);
      modules.addAll(modules(type, path));
    }
    return checked(modules);
  }

  /// The pipeline of queries, if a Router has one.
  Optional<List<ModuleSpec>> readQueries() {
    return folder.has("router_config.json")
        ? RouterConfig.read(folder)
            .route("query")
            .map(this::modules)
            .map(rule::applied)
            .map(this::shortened)
        : Optional.empty();
  }

  /// A pipeline with the cut of pooled vectors that the model declares.
  List<ModuleSpec> shortened(List<ModuleSpec> pipeline) {
    JsonFile config = folder.jsonOrEmpty(ModelSpec.SENTENCE_TRANSFORMERS);
    if (!config.has("truncate_dim") || pipeline.stream().noneMatch(ModuleReader::pools)) {
      return pipeline;
    }
    List<ModuleSpec> shortened = new ArrayList<>(pipeline);
    shortened.add(new ModuleSpec.CutModule(config.positive("truncate_dim")));
    return shortened;
  }

  private static boolean pools(ModuleSpec module) {
    return module instanceof ModuleSpec.Pooling
        || module instanceof ModuleSpec.EndPooling
        || module instanceof ModuleSpec.StaticEmbedding;
  }

  private List<ModuleSpec> projected(StanfordColbert colbert) {
    int hidden = folder.json("config.json").positive("hidden_size");
    return List.of(
        new ModuleSpec.Transformer(""),
        new ModuleSpec.DenseModule(
            Tensors.own("linear"),
            hidden,
            colbert.width(),
            ModuleSpec.DenseTerms.NONE,
            Activation.IDENTITY));
  }

  /// @param typeByPath the types of a pipeline's modules, in order
  private List<ModuleSpec> modules(Map<String, String> typeByPath) {
    List<ModuleSpec> modules = new ArrayList<>();
    typeByPath.forEach((path, type) -> {
      requirePlace(modules, type, path);
      modules.add(module(type, path));
    });
    return checked(modules);
  }

  private List<ModuleSpec> checked(List<ModuleSpec> modules) {
    if (modules.isEmpty() || !begins(modules.getFirst())) {
      throw unsupported("modules.json does not begin with a Transformer");
    }
    return modules;
  }

  /// Every module after the encoder of a pooled pipeline reads one vector, so that one that reads a
  /// vector for each token, before the Pooling or after it, would be computed at another place.
  ///
  /// @param before the modules before this one
  private void requirePlace(List<ModuleSpec> before, String type, String path) {
    boolean steps =
        before.stream().skip(1).anyMatch(module -> !(module instanceof ModuleSpec.TokenMask));
    if (name(type).equals("pooling") && steps) {
      throw unsupportedPart("a module between the Transformer and its Pooling");
    }
    boolean pooled = before.stream().anyMatch(ModuleReader::pools);
    if (name(type).equals("dense") && pooled && readsTokens(folder.json(path + "/config.json"))) {
      throw unsupportedPart("a Dense of token vectors after the Pooling");
    }
  }

  private static boolean readsTokens(JsonFile config) {
    return config.text("module_input_name", SENTENCE_VECTOR).equals(TOKEN_VECTORS);
  }

  private static boolean begins(ModuleSpec module) {
    return switch (module) {
      case ModuleSpec.Transformer _,
          ModuleSpec.MlmTransformer _,
          ModuleSpec.StaticEmbedding _,
          ModuleSpec.SparseStaticEmbedding _ ->
          true;
      case ModuleSpec.Pooling _,
          ModuleSpec.EndPooling _,
          ModuleSpec.DenseModule _,
          ModuleSpec.LayerNormModule _,
          ModuleSpec.NormalizeModule _,
          ModuleSpec.CutModule _,
          ModuleSpec.SpladePooling _,
          ModuleSpec.QueryExpansion _,
          ModuleSpec.TokenMask _ ->
          false;
    };
  }

  /// The modules of one type.
  private List<ModuleSpec> modules(String type, String path) {
    if (name(type).equals("dropout")) {
      return List.of(); // drops numbers in training alone
    }
    if (!name(type).equals("clipmodel")) {
      return List.of(module(type, path));
    }
    return ClipConfig.of(folder, path)
        .map(ClipConfig::modules)
        .orElseThrow(() -> folder.broken(path + " holds no CLIP"));
  }

  private ModuleSpec module(String type, String path) {
    var _ = folder.resolve("module path", path); // refuses a path that leads outside the folder
    return switch (name(type)) {
      case "transformer" -> new ModuleSpec.Transformer(path);
      case "pooling" -> pooling(folder.json(path + "/config.json"));
      case "dense" -> dense(path);
      case "layernorm" ->
          new ModuleSpec.LayerNormModule(
              new Tensors(path, "norm"),
              folder.json(path + "/config.json").positive("dimension"),
              LAYER_NORM_EPSILON);
      case "normalize" -> new ModuleSpec.NormalizeModule();
      case "mlmtransformer" -> new ModuleSpec.MlmTransformer(path);
      case "spladepooling" -> splade(folder.json(path + "/config.json"));
      case "staticembedding" -> new ModuleSpec.StaticEmbedding(path);
      case "sparsestaticembedding", "idf" -> new ModuleSpec.SparseStaticEmbedding(path);
      case "multivectormask" -> mask(folder.json(path + "/config.json"));
      case "" -> throw unsupportedPart("module '" + type + "'");
      default ->
          throw unsupportedPart("module '" + type.substring(type.lastIndexOf('.') + 1) + "'");
    };
  }

  /// The last part of a type's name, in lower case and without underscores; empty for a type of
  /// another package.
  private static String name(String type) {
    boolean known = PACKAGES.stream().anyMatch(start -> type.startsWith(start + "."));
    String last = type.substring(type.lastIndexOf('.') + 1);
    return known ? last.toLowerCase(Locale.ROOT).replace("_", "") : "";
  }

  private ModuleSpec mask(JsonFile config) {
    if (config.has("keep_only_token_ids")) {
      throw unsupported("a mask with keep_only_token_ids is not supported");
    }
    Set<String> tasks = new LinkedHashSet<>();
    config.root().path("skiplist_tasks").forEach(task -> tasks.add(task.asText()));
    if (!tasks.isEmpty() && !tasks.equals(Set.of("document"))) {
      throw unsupported("a mask of the tasks " + tasks + " is not supported");
    }
    Set<String> words = new LinkedHashSet<>();
    config.root().path("skiplist_words").forEach(word -> words.add(word.asText()));
    return new ModuleSpec.TokenMask(words);
  }

  private ModuleSpec pooling(JsonFile config) {
    Set<PoolingMode> modes = new LinkedHashSet<>();
    JsonNode named = config.root().path("pooling_mode");
    if (named.isTextual()) {
      modes.add(mode(named.textValue()));
    } else if (named.isArray()) {
      named.forEach(name -> modes.add(mode(name.asText())));
    } else {
      Stream.of(PoolingMode.values())
          .filter(mode -> config.flag(mode.flag(), false))
          .forEach(modes::add);
    }
    if (modes.isEmpty()) {
      modes.add(PoolingMode.MEAN);
    }
    requireHiddenSize(config);
    return new ModuleSpec.Pooling(List.copyOf(modes), config.flag("include_prompt", true));
  }

  private void requireHiddenSize(JsonFile config) {
    int hidden = folder.jsonOrEmpty("config.json").integer("hidden_size", 0);
    int declared =
        config.integer("embedding_dimension", config.integer("word_embedding_dimension", hidden));
    if (hidden != 0 && declared != hidden) {
      throw folder.broken(
          "pooling dimension " + declared + " does not match hidden size " + hidden);
    }
  }

  private PoolingMode mode(String name) {
    return Stream.of(PoolingMode.values())
        .filter(mode -> mode.configName().equals(name))
        .findFirst()
        .orElseThrow(() -> unsupportedPart("pooling mode '" + name + "'"));
  }

  private ModuleSpec splade(JsonFile config) {
    String strategy = config.text("pooling_strategy", "max");
    String activation = config.text("activation_function", "relu");
    if (!Set.of("max", "sum").contains(strategy)) {
      throw unsupported("pooling strategy '" + strategy + "' is not supported");
    }
    if (!Set.of("relu", "log1p_relu").contains(activation)) {
      throw unsupported("activation '" + activation + "' is not supported in a SPLADE pooling");
    }
    return new ModuleSpec.SpladePooling(
        strategy.equals("max"), activation.equals("log1p_relu"), maxActive(config));
  }

  /// `max_active_dims` of the pooling, else of the model; sentence-transformers takes it as an
  /// argument, and models declare it in either place.
  private int maxActive(JsonFile pooling) {
    String key = "max_active_dims";
    JsonFile model = folder.jsonOrEmpty(ModelSpec.SENTENCE_TRANSFORMERS);
    if (!pooling.has(key) && model.has(key)) {
      return model.positive(key);
    }
    return pooling.has(key) ? pooling.positive(key) : Integer.MAX_VALUE;
  }

  private ModuleSpec dense(String path) {
    JsonFile config = folder.json(path + "/config.json");
    requireSameName(config);
    String activation = config.text("activation_function", "torch.nn.modules.activation.Tanh");
    return new ModuleSpec.DenseModule(
        new Tensors(path, "linear"),
        config.positive("in_features"),
        config.positive("out_features"),
        new ModuleSpec.DenseTerms(config.flag("bias", true), config.flag("use_residual", false)),
        Activation.ofTorchName(activation)
            .orElseThrow(() -> unsupportedPart("activation '" + activation + "' in " + path)));
  }

  /// A module that reads one output and writes another leaves the one it read to later modules.
  private void requireSameName(JsonFile config) {
    String input = config.text("module_input_name", SENTENCE_VECTOR);
    String output = config.text("module_output_name", input);
    if (!input.equals(output) || !Set.of(SENTENCE_VECTOR, TOKEN_VECTORS).contains(input)) {
      throw unsupported(
          "a module from '%s' to '%s' is not supported; supported are %s and %s, each to itself"
              .formatted(input, output, SENTENCE_VECTOR, TOKEN_VECTORS));
    }
  }

  /// A part of the pipeline that is not computed here, and what computes it.
  private SemblanceException unsupportedPart(String part) {
    return unsupported(
        part
            + " is not supported; a folder of tokenizer.json and an exported graph that ends in"
            + " sentence_embedding, without modules.json, runs it");
  }

  private SemblanceException unsupported(String fact) {
    return new SemblanceException(Fault.UNSUPPORTED, "model " + folder.shownName() + ": " + fact);
  }
}
