package dev.semblance.engine.head;

import dev.semblance.engine.encoder.Projection;
import dev.semblance.engine.model.Activation;
import dev.semblance.engine.model.JsonFile;
import dev.semblance.vector.Linear;

/// The head of a masked-language model: h′ = norm(act(W·h + b)), logits = E·h′ + c, where E is the
/// table of word embeddings unless the file has a decoder of its own. *Safe for use by many
/// threads.*
///
/// Source: Devlin et al. 2019, and the tensor names of the model families.
///
/// @param transform W, b and act
/// @param norm the normalisation
/// @param decoder E `[v,d]` and c
record MaskedLanguageHead(Projection transform, Stage.LayerNormStage norm, Projection decoder) {

  /// TensorNames of the head's tensors in one model family.
  private record TensorNames(String transform, String norm, String decoder, String bias) {}

  private static final TensorNames BERT =
      new TensorNames(
          "cls.predictions.transform.dense",
          "cls.predictions.transform.LayerNorm",
          "cls.predictions.decoder.weight",
          "cls.predictions.bias");
  private static final TensorNames ROBERTA =
      new TensorNames(
          "lm_head.dense", "lm_head.layer_norm", "lm_head.decoder.weight", "lm_head.bias");
  private static final TensorNames DISTILBERT =
      new TensorNames(
          "vocab_transform", "vocab_layer_norm", "vocab_projector.weight", "vocab_projector.bias");
  private static final TensorNames MODERNBERT =
      new TensorNames("head.dense", "head.norm", "decoder.weight", "decoder.bias");

  /// @param maker of the linear layers that are applied to every token
  static MaskedLanguageHead open(HeadWeights weights, JsonFile config, Projection.Maker maker) {
    TensorNames names = names(weights, config);
    String act = config.text("hidden_act", config.text("activation", "gelu"));
    Activation activation =
        Activation.ofConfigName(act)
            .orElseThrow(() -> config.broken("activation '" + act + "' is not supported"));
    Stage.LayerNormStage norm =
        weights.layerNorm(
            names.norm(), config.number("layer_norm_eps", config.number("norm_eps", 1e-12)));
    var table =
        weights.tensor(
            names.decoder(),
            "embeddings.word_embeddings.weight",
            "embeddings.tok_embeddings.weight");
    int width = norm.scale().length;
    float[] matrix = table.expect(config.positive("vocab_size"), width).finite().floats();
    float[] bias =
        weights
            .tensor(names.bias(), names.decoder().replace(".weight", ".bias"))
            .expect(matrix.length / width)
            .finite()
            .floats();
    return new MaskedLanguageHead(
        maker.make(weights.linear(names.transform()), activation),
        norm,
        maker.make(new Linear(matrix, bias, width), Activation.IDENTITY));
  }

  /// h′ of each row, `[rows,d]`.
  float[] transform(Linear.RowBlock rows, int cores) {
    int width = transform.out();
    float[] x = transform.apply(rows, cores);
    for (int r = 0; r < rows.count(); r++) {
      float[] row = norm.apply(new Linear.RowBlock(x, r, 1).row(0, width));
      System.arraycopy(row, 0, x, r * width, width);
    }
    return x;
  }

  private static TensorNames names(HeadWeights weights, JsonFile config) {
    for (TensorNames names : new TensorNames[] {BERT, ROBERTA, DISTILBERT, MODERNBERT}) {
      if (weights.has(names.transform() + ".weight")) {
        return names;
      }
    }
    throw config.broken("the weights have no masked-language head");
  }
}
