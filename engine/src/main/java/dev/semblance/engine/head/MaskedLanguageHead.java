package dev.semblance.engine.head;

import dev.semblance.engine.encoder.Projection;
import dev.semblance.engine.model.Activation;
import dev.semblance.engine.model.JsonFile;
import dev.semblance.vector.Linear;
import java.util.List;

/// The head of a masked-language model: h′ = norm(act(W·h + b)), logits = E·h′ + c, where E is the
/// table of word embeddings unless the file has a decoder of its own. *Safe for use by many
/// threads.*
///
/// Source: Devlin et al. 2019, and the tensor names of the model families.
///
/// @param transform W, b and act
/// @param norm the normalisation
/// @param decoder E `[v,d]` and c
record MaskedLanguageHead(Projection transform, HeadStep.LayerNormStep norm, Projection decoder) {

  /// The names of the head's tensors in one model family.
  private record TensorNames(String transform, String norm, String decoder, String bias) {}

  /// One model family.
  ///
  /// @param activation the config's key of act; empty where act is GELU whatever the config says
  /// @param epsilon the config's key of the norm's epsilon
  private record LanguageFamily(TensorNames names, String activation, String epsilon) {}

  private static final List<LanguageFamily> FAMILIES =
      List.of(
          new LanguageFamily(
              new TensorNames(
                  "cls.predictions.transform.dense",
                  "cls.predictions.transform.LayerNorm",
                  "cls.predictions.decoder.weight",
                  "cls.predictions.bias"),
              "hidden_act",
              "layer_norm_eps"),
          new LanguageFamily( // RoBERTa, XLM-R, CamemBERT, MPNet
              new TensorNames(
                  "lm_head.dense", "lm_head.layer_norm", "lm_head.decoder.weight", "lm_head.bias"),
              "",
              "layer_norm_eps"),
          new LanguageFamily( // DistilBERT, whose config has no epsilon
              new TensorNames(
                  "vocab_transform",
                  "vocab_layer_norm",
                  "vocab_projector.weight",
                  "vocab_projector.bias"),
              "activation",
              ""),
          new LanguageFamily( // ModernBERT
              new TensorNames("head.dense", "head.norm", "decoder.weight", "decoder.bias"),
              "classifier_activation",
              "norm_eps"));

  /// @param maker of the linear layers that are applied to every token
  static MaskedLanguageHead open(HeadWeights weights, JsonFile config, Projection.Maker maker) {
    LanguageFamily family = family(weights, config);
    TensorNames names = family.names();
    String act = config.text(family.activation(), "gelu");
    Activation activation =
        Activation.ofConfigName(act)
            .orElseThrow(() -> config.broken("activation '" + act + "' is not supported"));
    HeadStep.LayerNormStep norm =
        weights.layerNorm(names.norm(), config.number(family.epsilon(), 1e-12));
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

  private static LanguageFamily family(HeadWeights weights, JsonFile config) {
    return FAMILIES.stream()
        .filter(family -> weights.has(family.names().transform() + ".weight"))
        .findFirst()
        .orElseThrow(() -> config.broken("the weights have no masked-language head"));
  }
}
