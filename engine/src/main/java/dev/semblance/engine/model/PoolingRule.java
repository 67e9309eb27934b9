package dev.semblance.engine.model;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Decides the pooling of a folder that declares none in `modules.json`, and applies a choice made
/// outside the folder.
///
/// @param folder of the model
/// @param choice the pooling asked for
record PoolingRule(ModelFolder folder, PoolingChoice choice) {
  static final String CONFIG = "1_Pooling/config.json";

  /// The mode of a folder without `modules.json` and without `1_Pooling`: the last token of a
  /// causal language model, else the mean.
  ///
  /// Source: sentence-transformers.
  PoolingMode undeclared() {
    return architecture().endsWith("ForCausalLM") ? PoolingMode.LAST_TOKEN : PoolingMode.MEAN;
  }

  /// A pipeline with the chosen pooling in place of its own.
  ///
  /// @throws SemblanceException UNSUPPORTED where the modules after it cannot read the result, or
  ///   the model is not pooled in this way
  List<ModuleSpec> applied(List<ModuleSpec> pipeline) {
    if (choice == PoolingChoice.AUTO || scoresLabels(pipeline)) {
      return pipeline;
    }
    if (choice == PoolingChoice.SPLADE) {
      return splade(pipeline);
    }
    PoolingMode mode = choice.mode().orElseThrow();
    if (pipeline.getFirst() instanceof ModuleSpec.StaticEmbedding && mode == PoolingMode.MEAN) {
      return pipeline;
    }
    List<ModuleSpec> applied = new ArrayList<>(pipeline);
    for (int i = 0; i < applied.size(); i++) {
      if (applied.get(i) instanceof ModuleSpec.Pooling own) {
        if (own.modes().size() > 1 && ofOneVector(pipeline)) {
          throw refusal(
              "modules after its pooling read %d vectors side by side"
                  .formatted(own.modes().size()));
        }
        applied.set(i, new ModuleSpec.Pooling(List.of(mode), own.includePrompt()));
        return applied;
      }
    }
    throw refusal("it has no module Pooling");
  }

  /// What differs from a reference library, or from what the folder was trained with; empty where
  /// nothing does.
  ///
  /// @param pooling in force
  /// @param own the folder's modules, without the choice
  Optional<String> note(String pooling, List<ModuleSpec> own) {
    if (choice != PoolingChoice.AUTO && scoresLabels(own)) {
      return Optional.of("it scores labels; the pooling %s is not used".formatted(choice));
    }
    if (choice != PoolingChoice.AUTO) {
      return !applied(own).equals(own) && ofOneVector(own)
          ? Optional.of(
              "pooling %s replaces the folder's own, with which its Dense or LayerNorm was trained"
                  .formatted(pooling))
          : Optional.empty();
    }
    boolean pooled = own.stream().anyMatch(ModuleSpec.Pooling.class::isInstance);
    if (folder.has("modules.json") || scoresLabels(own) || !pooled) {
      return Optional.empty();
    }
    return Optional.of(
        folder.has(CONFIG)
            ? "pooling %s of %s, which sentence-transformers would not read without modules.json"
                .formatted(pooling, CONFIG)
            : "no pooling in the folder; it is %s, as in sentence-transformers%s"
                .formatted(pooling, otherDefault()));
  }

  /// What text-embeddings-inference would take instead.
  private String otherDefault() {
    String family = folder.jsonOrEmpty("config.json").text("model_type", "");
    return family.toLowerCase(Locale.ROOT).contains("bert")
        ? "; text-embeddings-inference takes cls, and --pooling cls does here"
        : "; --pooling chooses another";
  }

  private List<ModuleSpec> splade(List<ModuleSpec> pipeline) {
    ModuleSpec first = pipeline.getFirst();
    if (first instanceof ModuleSpec.MlmTransformer
        || first instanceof ModuleSpec.SparseStaticEmbedding) {
      return pipeline;
    }
    if (!(first instanceof ModuleSpec.Transformer(String path))
        || !architecture().endsWith("ForMaskedLM")) {
      throw refusal(
          "it has no masked-language head: config.json names the architecture '%s'"
              .formatted(architecture()));
    }
    if (ofOneVector(pipeline)) {
      throw refusal("it has modules after its pooling");
    }
    return List.of(
        new ModuleSpec.MlmTransformer(path),
        new ModuleSpec.SpladePooling(true, false, Integer.MAX_VALUE));
  }

  /// Whether modules with weights read the pooled vector.
  private static boolean ofOneVector(List<ModuleSpec> pipeline) {
    return pipeline.stream()
        .anyMatch(module ->
            module instanceof ModuleSpec.DenseModule
                || module instanceof ModuleSpec.LayerNormModule);
  }

  private boolean scoresLabels(List<ModuleSpec> pipeline) {
    return folder.has("modules.json")
        ? pipeline.size() == 1 && pipeline.getFirst() instanceof ModuleSpec.Transformer
        : architecture().endsWith("ForSequenceClassification");
  }

  private String architecture() {
    return folder.jsonOrEmpty("config.json").root().path("architectures").path(0).asText();
  }

  private SemblanceException refusal(String reason) {
    return new SemblanceException(
        Fault.UNSUPPORTED,
        "model %s: pooling %s cannot be applied, since %s; leave it to the folder (auto)"
            .formatted(folder.shownName(), choice, reason));
  }
}
