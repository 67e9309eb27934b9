package dev.semblance.engine.encoder.transformer.architecture;

import dev.semblance.engine.encoder.transformer.architecture.Blueprint.LinearWeights;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.PatchEmbeddings;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Positions;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Sizes;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.WeightRows;
import dev.semblance.engine.weights.Weights;
import java.util.List;

/// The image encoder of CLIP and Chinese CLIP: a vision transformer over square patches, with a
/// class embedding before them.
///
/// ```
/// x = LN([first; P · patches] + positions)                P [d,3·side²], x [1 + patches, d]
/// x = x + O · attention(QKV · LN(x))                      QKV [3d,d], O [d,d]
/// x = x + W₂ · gelu(W₁ · LN(x))                           W₁ [inner,d], W₂ [d,inner]
/// ```
///
/// The norm after the last layer applies to the first row only and belongs to the head. Source:
/// Dosovitskiy et al., 2020; Radford et al., 2021.
record ClipVision() implements Architecture {

  @Override
  public Blueprint read(Config config, Weights weights) {
    int channels = config.positive("num_channels", 3);
    if (channels != 3) {
      throw config.unsupported("images of " + channels + " channels are not supported");
    }
    int side = config.positive("patch_size", 32);
    int across = config.positive("image_size", 224) / side;
    int rows = 1 + across * across;
    Sizes sizes =
        config.sizes(
            config.positive("hidden_size", 768),
            config.positive("num_attention_heads", 12),
            config.positive("intermediate_size", 3072),
            rows,
            rows);
    var tensors = new ModelTensors(weights, "embeddings.patch_embedding.weight");
    int d = sizes.width();
    WeightRows kernel =
        new WeightRows(
            tensors.tensor("embeddings.patch_embedding.weight", d, channels, side, side),
            null,
            0,
            d);
    PatchEmbeddings patches =
        new PatchEmbeddings(
            new LinearWeights("patches", channels * side * side, d, List.of(kernel)),
            tensors.tensor("embeddings.class_embedding", d),
            tensors.tensor("embeddings.position_embedding.weight", rows, d),
            tensors.norm("pre_layrnorm", d, ClipLayers.epsilon(config)));
    return new ClipLayers(config, tensors, sizes).blueprint(patches, Positions.NONE, null);
  }
}
