package dev.semblance.engine.head;

import dev.semblance.Fault;
import dev.semblance.Output;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.Encoder;
import dev.semblance.engine.encoder.Projection;
import dev.semblance.engine.model.JsonFile;
import dev.semblance.engine.model.ModelSpec;
import dev.semblance.engine.model.ModuleSpec;
import dev.semblance.engine.model.PipelineKind;
import dev.semblance.engine.weights.WeightFiles;
import dev.semblance.engine.weights.Weights;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The heads of a model: everything after its encoder.
public sealed interface Heads {

  /// One head for each kind of embedding.
  ///
  /// @param heads by kind
  /// @param width numbers of a dense vector; of the vocabulary where there is no dense head
  record EmbeddingHeads(Map<Output, Head> heads, int width) implements Heads {}

  /// A head that scores labels.
  record Classification(ClassificationHead head) implements Heads {}

  /// Reads a model's heads.
  ///
  /// @param encoder whose rows they read
  /// @param masked ids of the tokens that get no vector, of a model that makes one for each token
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL, UNSUPPORTED
  static Heads open(ModelSpec spec, Encoder encoder, Set<Integer> masked) {
    int width = encoder.card().width();
    return switch (encoder.output()) {
      case TOKENS -> open(spec, width, masked, encoder::projection);
      case EMBEDDINGS -> {
        requireKind(spec, PipelineKind.DENSE, "finished vectors");
        yield new EmbeddingHeads(
            new EnumMap<>(Map.of(Output.DENSE, PooledHead.finished(width))), width);
      }
      case LOGITS -> {
        requireKind(spec, PipelineKind.CLASSIFIER, "scores of labels");
        yield new Classification(ClassificationHead.finished(width));
      }
    };
  }

  /// Reads the heads of a model whose encoder gives token vectors.
  ///
  /// @param hidden the encoder's width `d`
  /// @param masked ids of the tokens that get no vector, of a model that makes one for each token
  /// @param maker of the linear layers that read every token's row
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL, UNSUPPORTED
  static Heads open(ModelSpec spec, int hidden, Set<Integer> masked, Projection.Maker maker) {
    return switch (spec.kind()) {
      case CLASSIFIER -> classification(spec);
      case COLBERT -> tokenVectors(TokenVectorHead.open(spec, hidden, masked));
      case SPLADE -> sparse(spec, maker);
      case DENSE, STATIC, SPARSE_STATIC -> dense(spec, hidden, maker);
    };
  }

  /// Folders without config.json are [PipelineKind#DENSE] for want of a declaration.
  private static void requireKind(ModelSpec spec, PipelineKind kind, String output) {
    boolean declared = spec.folder().has("modules.json") || spec.kind() != PipelineKind.DENSE;
    if (declared && spec.kind() != kind) {
      throw new SemblanceException(
          Fault.UNSUPPORTED,
          "model %s: its graph gives %s, its settings declare %s; export the graph with token vectors (last_hidden_state), or remove it where there are weights"
              .formatted(
                  spec.folder().shownName(), output, spec.kind().name().toLowerCase(Locale.ROOT)));
    }
  }

  private static Heads classification(ModelSpec spec) {
    try (Weights weights = WeightFiles.open(spec.folder())) {
      return new Classification(
          ClassificationHead.open(new HeadWeights(weights), spec.folder().json("config.json")));
    }
  }

  private static Heads tokenVectors(TokenVectorHead head) {
    Map<Output, Head> heads =
        new EnumMap<>(Map.of(Output.MULTI_VECTOR, head, Output.TOKENS, new TokenHead()));
    return new EmbeddingHeads(heads, head.width());
  }

  private static Heads sparse(ModelSpec spec, Projection.Maker maker) {
    if (spec.modules().size() != 2
        || !(spec.modules().get(1) instanceof ModuleSpec.SpladePooling pooling)) {
      throw spec.folder().broken("modules.json has no SpladePooling after its MLMTransformer");
    }
    JsonFile config = spec.encoderFolder().json("config.json");
    try (Weights weights = WeightFiles.open(spec.encoderFolder())) {
      var language = MaskedLanguageHead.open(new HeadWeights(weights), config, maker);
      Map<Output, Head> heads = new EnumMap<>(Output.class);
      heads.put(Output.SPARSE, new SpladeHead(language, pooling));
      heads.put(Output.TOKENS, new TokenHead());
      return new EmbeddingHeads(heads, language.decoder().out());
    }
  }

  private static Heads dense(ModelSpec spec, int hidden, Projection.Maker maker) {
    PooledHead pooled = PooledHead.open(spec, hidden);
    Map<Output, Head> heads = new EnumMap<>(Output.class);
    heads.put(Output.DENSE, pooled);
    heads.put(Output.TOKENS, new TokenHead());
    heads.putAll(BgeM3Heads.open(spec.encoderFolder(), hidden, maker));
    return new EmbeddingHeads(heads, pooled.width());
  }
}
