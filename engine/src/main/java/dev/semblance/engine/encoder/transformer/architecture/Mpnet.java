package dev.semblance.engine.encoder.transformer.architecture;

import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Attention;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Layer;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.PositionRows;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Positions;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Sizes;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.TokenEmbeddings;
import dev.semblance.engine.model.Activation;
import dev.semblance.engine.weights.Weights;

/// MPNet: BERT without segments, with RoBERTa's positions and a bias on attention scores by
/// distance.
///
/// ```
/// x = LN(words[id] + positions[p])                        x [n,d]
/// s = q · kᵀ / √h + bias[bucket(key − query), head]       the same bias in every layer
/// x = LN(x + o · softmax(s) · v)
/// x = LN(x + W₂ · gelu(W₁ · x))                           W₁ [inner,d], W₂ [d,inner]
/// ```
///
/// Source: Song et al., 2020.
record Mpnet() implements Architecture {
  private static final int BUCKETS = 32;

  @Override
  public Blueprint read(Config config, Weights weights) {
    int padding = config.padding();
    int positions = config.positive("max_position_embeddings");
    Sizes sizes = config.sizes(positions - padding - 1);
    int layers = config.positive("num_hidden_layers");
    double epsilon = config.epsilon(1e-12, "layer_norm_eps");
    Activation activation = config.activation("hidden_act", "gelu");
    int buckets = config.json().integer("relative_attention_num_buckets", BUCKETS);

    var tensors = new ModelTensors(weights, "embeddings.word_embeddings.weight");
    int d = sizes.width();
    TokenEmbeddings embeddings =
        new TokenEmbeddings(
            tensors.tensor("embeddings.word_embeddings.weight", sizes.vocabulary(), d),
            new PositionRows(
                tensors.tensor("embeddings.position_embeddings.weight", positions, d), padding),
            null,
            tensors.norm("embeddings.LayerNorm", d, epsilon));
    RelativeBias bias =
        new RelativeBias(
            tensors.tensor("encoder.relative_attention_bias.weight", buckets, sizes.heads()));
    return Blueprint.ofPostNorm(
        sizes,
        embeddings,
        layers,
        i ->
            new Layer(
                attention(tensors, i, d, epsilon, bias),
                Bert.feedForward(tensors, i, sizes, epsilon, activation)));
  }

  private static Attention attention(
      ModelTensors tensors, int i, int d, double epsilon, RelativeBias bias) {
    String from = "encoder.layer." + i + ".attention.";
    String to = "layer." + i + ".attention.";
    return new Attention(
        tensors.qkv(to + "qkv", d, from + "attn.q", from + "attn.k", from + "attn.v"),
        tensors.linear(to + "output", from + "attn.o", d, d),
        tensors.norm(from + "LayerNorm", d, epsilon),
        new Positions(0, false, null, bias));
  }
}
