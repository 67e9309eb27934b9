package dev.semblance.engine.encoder.transformer.architecture;

import dev.semblance.engine.encoder.transformer.architecture.Blueprint.PositionRows;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Positions;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Sizes;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.TokenEmbeddings;
import dev.semblance.engine.weights.Weights;

/// The text encoder of CLIP: pre-norm, with causal attention.
///
/// ```
/// x = words[id] + positions[i]                            x [n,d]
/// x = x + O · attention(QKV · LN(x))                      QKV [3d,d], O [d,d], causal
/// x = x + W₂ · gelu(W₁ · LN(x))                           W₁ [inner,d], W₂ [d,inner]
/// hidden = LN(x)
/// ```
///
/// Source: Radford et al., 2021.
record ClipText() implements Architecture {

  @Override
  public Blueprint read(Config config, Weights weights) {
    int positions = config.positive("max_position_embeddings", 77);
    Sizes sizes =
        config.sizes(
            config.positive("hidden_size", 512),
            config.positive("num_attention_heads", 8),
            config.positive("intermediate_size", 2048),
            config.positive("vocab_size", 49408),
            positions);
    var tensors = new ModelTensors(weights, "embeddings.token_embedding.weight");
    int d = sizes.width();
    TokenEmbeddings embeddings =
        new TokenEmbeddings(
            tensors.tensor("embeddings.token_embedding.weight", sizes.vocabulary(), d),
            PositionRows.ofEveryToken(
                tensors.tensor("embeddings.position_embedding.weight", positions, d)),
            null,
            null);
    return new ClipLayers(config, tensors, sizes)
        .blueprint(embeddings, Positions.CAUSAL, "final_layer_norm");
  }
}
