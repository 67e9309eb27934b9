package dev.semblance.engine.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Prompts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The declarations of a model folder, checked: how one kind of text, documents or queries, is
/// read. *Safe for use by many threads.*
///
/// Each JSON file is parsed once, by [#read]; accessors do no I/O.
///
/// @param folder the model's folder; its JSON files are parsed once
/// @param kind what the modules compute
/// @param modules the pipeline; the first is the transformer or table
/// @param texts how texts become tokens
/// @param variants how queries and images are read, where otherwise than these texts
public record ModelSpec(
    ModelFolder folder,
    PipelineKind kind,
    List<ModuleSpec> modules,
    TextRules texts,
    Variants variants) {

  static final String TOKENIZER = "tokenizer.json";
  static final String SENTENCE_TRANSFORMERS = "config_sentence_transformers.json";
  private static final String CONFIG = "config.json";

  /// Token limit of tables, which read any length.
  private static final int UNLIMITED = 1_000_000;

  private static final Set<String> OFFSET_POSITIONS =
      Set.of("roberta", "xlm-roberta", "camembert", "mpnet", "xlm-roberta-xl");

  private static final List<String> SENTENCE_CONFIGS =
      Stream.of("bert", "roberta", "distilbert", "camembert", "albert", "xlm-roberta", "xlnet")
          .map(name -> "sentence_" + name + "_config.json")
          .toList();

  /// How texts become tokens.
  ///
  /// @param prompts prefixes by name
  /// @param maxTokens longest input, special tokens included
  /// @param lowerCase whether text is lower-cased before it is tokenized
  /// @param markers tokens that prompts name, and that the tokenizer may know as entries of its
  ///   vocabulary alone
  /// @param embeddingRows rows of the embedding table; `Integer.MAX_VALUE` where no config declares
  ///   them
  public record TextRules(
      Prompts prompts, int maxTokens, boolean lowerCase, List<String> markers, int embeddingRows) {

    /// Without prompts, markers or limits of the vocabulary.
    public static TextRules plain(int maxTokens) {
      return new TextRules(Prompts.NONE, maxTokens, false, List.of(), Integer.MAX_VALUE);
    }

    TextRules withMaxTokens(int changed) {
      return new TextRules(prompts, changed, lowerCase, markers, embeddingRows);
    }
  }

  /// Other inputs of the same model.
  ///
  /// @param queries how queries are read, where otherwise than documents
  /// @param images how images are read, where the model reads them
  public record Variants(Optional<ModelSpec> queries, Optional<ImageSpec> images) {
    public static final Variants NONE = new Variants(Optional.empty(), Optional.empty());
  }

  public ModelSpec {
    modules = List.copyOf(modules);
  }

  /// How the model reads documents, and queries too unless [#queries] is present.
  ///
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL, UNSUPPORTED
  public static ModelSpec read(ModelFolder folder) {
    return read(folder, PoolingChoice.AUTO);
  }

  /// As the other `read`, with a pooling chosen outside the folder.
  ///
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL; UNSUPPORTED, also where that pooling
  ///   cannot be applied
  public static ModelSpec read(ModelFolder folder, PoolingChoice pooling) {
    ModelFolder parsed = folder.parsingOnce();
    ModuleReader reader = new ModuleReader(parsed, pooling);
    List<ModuleSpec> modules = reader.read();
    String place = place(modules);
    Optional<ClipConfig> clip = ClipConfig.of(parsed, place);
    ModelFolder encoder = parsed.inside(place);
    JsonFile config =
        clip.map(ClipConfig::texts)
            .orElseGet(() ->
                isTable(modules) || isGraphAlone(encoder)
                    ? encoder.jsonOrEmpty(CONFIG)
                    : parsed.json(in(place, CONFIG)));
    if (!isTable(modules) && !config.root().isObject()) {
      throw folder.broken("config.json must be an object");
    }
    JsonFile sentence = isTable(modules) ? JsonFile.empty() : sentenceConfig(encoder);
    ColbertConfig colbert = ColbertConfig.of(parsed, sentence);
    int longest = isTable(modules) ? UNLIMITED : maxTokens(encoder, config, sentence);
    TextRules texts =
        new TextRules(
            prompts(parsed, colbert),
            longest,
            sentence.flag("do_lower_case", false),
            StanfordColbert.of(parsed).map(StanfordColbert::markers).orElse(List.of()),
            config.integer("vocab_size", Integer.MAX_VALUE));
    PipelineKind kind = kind(parsed, modules, colbert);
    ModelSpec documents =
        kind == PipelineKind.COLBERT
            ? new ModelSpec(
                parsed,
                kind,
                masked(modules, colbert.skiplist()),
                texts.withMaxTokens(Math.min(longest, colbert.documentLength(longest))),
                Variants.NONE)
            : new ModelSpec(parsed, kind, modules, texts, Variants.NONE);
    Optional<List<ModuleSpec>> route = reader.readQueries();
    Optional<ModelSpec> queries =
        route.isPresent()
            ? documents.routed(route.get(), colbert)
            : documents.expanded(longest, colbert);
    Optional<ImageSpec> images =
        clip.map(ClipConfig::images).map(spec -> spec.with(reader.shortened(spec.modules())));
    return documents.with(new Variants(queries, images));
  }

  /// Queries of a Router, where their route is another than that of documents.
  private Optional<ModelSpec> routed(List<ModuleSpec> route, ColbertConfig colbert) {
    TextRules rules = isTable(route) ? texts.withMaxTokens(UNLIMITED) : texts;
    return route.equals(modules)
        ? Optional.empty()
        : Optional.of(
            new ModelSpec(folder, kind(folder, route, colbert), route, rules, Variants.NONE));
  }

  /// Queries of a ColBERT, with another length and without a mask.
  ///
  /// @param longest input that the encoder reads
  private Optional<ModelSpec> expanded(int longest, ColbertConfig colbert) {
    if (kind != PipelineKind.COLBERT) {
      return Optional.empty();
    }
    List<ModuleSpec> unmasked = new ArrayList<>(modules);
    unmasked.removeIf(ModuleSpec.TokenMask.class::isInstance);
    colbert.expansion().ifPresent(expansion -> unmasked.add(1, expansion));
    int maxTokens = Math.min(longest, colbert.queryLength(longest));
    return Optional.of(
        new ModelSpec(folder, kind, unmasked, texts.withMaxTokens(maxTokens), Variants.NONE));
  }

  /// How queries are read, where otherwise than documents.
  public Optional<ModelSpec> queries() {
    return variants.queries();
  }

  /// How images are read, where the model reads them.
  public Optional<ImageSpec> images() {
    return variants.images();
  }

  /// These modules in place of the model's own.
  public ModelSpec withModules(List<ModuleSpec> changed) {
    return new ModelSpec(folder, kind, changed, texts, Variants.NONE);
  }

  private ModelSpec with(Variants changed) {
    return new ModelSpec(folder, kind, modules, texts, changed);
  }

  public Prompts prompts() {
    return texts.prompts();
  }

  /// Longest input, special tokens included.
  public int maxTokens() {
    return texts.maxTokens();
  }

  /// The folder of the first module's files: config, tokenizer and weights.
  public ModelFolder encoderFolder() {
    return folder.inside(place(modules));
  }

  /// Reads and parses `tokenizer.json`, or the files that older folders have in its place.
  ///
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL, UNSUPPORTED
  public TokenizerSource readTokenizer() {
    return TokenizerSource.read(encoderFolder(), in(place(modules), TOKENIZER));
  }

  /// Whether special tokens go around a text: a table of tokens has no use for them.
  public boolean specialTokens() {
    return !kind.isTable();
  }

  /// Vocabulary entries that get no token vector.
  public Set<String> maskedWords() {
    Set<String> words = new LinkedHashSet<>();
    for (ModuleSpec module : modules) {
      if (module instanceof ModuleSpec.TokenMask(Set<String> masked)) {
        words.addAll(masked);
      }
    }
    return words;
  }

  /// What is to be known of the model's pooling: where it is not the folder's own, or the reference
  /// libraries disagree about it. Empty for nothing.
  ///
  /// @param choice the pooling that the model was opened with
  public Optional<String> poolingNote(PoolingChoice choice) {
    return new PoolingRule(folder, choice).note(pooling(), read(folder).modules());
  }

  /// Pooling as its config names it, several joined by `+`.
  public String pooling() {
    for (ModuleSpec module : modules) {
      if (module instanceof ModuleSpec.EndPooling) {
        return "eos";
      }
      if (module instanceof ModuleSpec.Pooling(List<PoolingMode> modes, _)) {
        return String.join("+", modes.stream().map(PoolingMode::configName).toList());
      }
    }
    return switch (kind) {
      case COLBERT -> "colbert";
      case SPLADE -> "splade";
      case DENSE, CLASSIFIER, STATIC, SPARSE_STATIC -> "mean";
    };
  }

  private static PipelineKind kind(
      ModelFolder folder, List<ModuleSpec> modules, ColbertConfig colbert) {
    ModuleSpec first = modules.getFirst();
    if (first instanceof ModuleSpec.StaticEmbedding) {
      return PipelineKind.STATIC;
    }
    if (first instanceof ModuleSpec.SparseStaticEmbedding) {
      return PipelineKind.SPARSE_STATIC;
    }
    if (first instanceof ModuleSpec.MlmTransformer) {
      return PipelineKind.SPLADE;
    }
    if (classifies(folder, modules)) {
      return PipelineKind.CLASSIFIER;
    }
    boolean masked = modules.stream().anyMatch(ModuleSpec.TokenMask.class::isInstance);
    boolean pooled = modules.stream().anyMatch(ModuleSpec.Pooling.class::isInstance);
    return (masked || colbert.declared()) && !pooled ? PipelineKind.COLBERT : PipelineKind.DENSE;
  }

  /// Whether the model scores labels instead of embedding: its architecture declares it, and there
  /// is no pipeline, or one of a single Transformer with that task.
  private static boolean classifies(ModelFolder folder, List<ModuleSpec> modules) {
    if (folder.has("modules.json")) {
      return modules.size() == 1
          && sentenceConfig(folder.inside(place(modules)))
              .text("transformer_task", "")
              .equals("sequence-classification");
    }
    String architecture = folder.jsonOrEmpty(CONFIG).root().path("architectures").path(0).asText();
    return architecture.endsWith("ForSequenceClassification");
  }

  private static List<ModuleSpec> masked(List<ModuleSpec> modules, Set<String> words) {
    List<ModuleSpec> masked = new ArrayList<>(modules);
    if (!words.isEmpty()) {
      masked.add(1, new ModuleSpec.TokenMask(words));
    }
    return masked;
  }

  /// Whether a folder has a graph without a config, which other libraries accept.
  private static boolean isGraphAlone(ModelFolder encoder) {
    return !encoder.has(CONFIG) && encoder.graph().isPresent();
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
          ModuleSpec.DenseModule _,
          ModuleSpec.LayerNormModule _,
          ModuleSpec.NormalizeModule _,
          ModuleSpec.CutModule _,
          ModuleSpec.SpladePooling _,
          ModuleSpec.QueryExpansion _,
          ModuleSpec.TokenMask _ ->
          "";
    };
  }

  private static String in(String place, String name) {
    return place.isEmpty() ? name : place + "/" + name;
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
    double length =
        folder.jsonOrEmpty("tokenizer_config.json").number("model_max_length", otherwise);
    return (int) Math.min(otherwise, length);
  }

  private static Prompts prompts(ModelFolder folder, ColbertConfig colbert) {
    Map<String, String> named = new LinkedHashMap<>(colbert.prompts());
    if (!folder.has(SENTENCE_TRANSFORMERS)) {
      return named.isEmpty() ? Prompts.NONE : new Prompts(named, null);
    }
    JsonFile config = folder.json(SENTENCE_TRANSFORMERS);
    for (Map.Entry<String, JsonNode> prompt : config.root().path("prompts").properties()) {
      if (prompt.getValue().isNull()) {
        continue; // no prompt
      }
      if (!prompt.getValue().isTextual()) {
        throw config.broken("prompt '" + prompt.getKey() + "' must be a string");
      }
      named.put(prompt.getKey(), prompt.getValue().textValue());
    }
    return new Prompts(named, config.textOrNull("default_prompt_name"));
  }
}
