package dev.semblance.engine.encoder.transformer.architecture;

import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Attention;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.FeedForward;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Layer;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.PositionRows;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Positions;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Sizes;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.TokenEmbeddings;
import dev.semblance.engine.model.Activation;
import dev.semblance.engine.weights.Weights;

/// DistilBERT: BERT without segments, under other names.
///
/// ```
/// x = LN(words[id] + positions[i])                        x [n,d]
/// x = LN(x + out_lin · attention([q_lin; k_lin; v_lin] · x))
/// x = LN(x + lin2 · gelu(lin1 · x))                       lin1 [inner,d], lin2 [d,inner]
/// ```
///
/// Source: Sanh et al., 2019.
record DistilBert() implements Architecture {
  private static final double EPSILON = 1e-12;

  @Override
  public Blueprint read(Config config, Weights weights) {
    Sizes sizes =
        config.sizes(
            config.positive("dim", "hidden_size"),
            config.positive("n_heads", "num_attention_heads"),
            config.positive("hidden_dim", "intermediate_size"),
            config.positive("vocab_size"),
            config.positive("max_position_embeddings"));
    int layers = config.positive("n_layers", "num_hidden_layers");
    Activation activation = config.activation("activation", "gelu");

    var tensors = new ModelTensors(weights, "embeddings.word_embeddings.weight");
    int d = sizes.width();
    TokenEmbeddings embeddings =
        new TokenEmbeddings(
            tensors.tensor("embeddings.word_embeddings.weight", sizes.vocabulary(), d),
            PositionRows.ofEveryToken(
                tensors.tensor("embeddings.position_embeddings.weight", sizes.longest(), d)),
            null,
            tensors.norm("embeddings.LayerNorm", d, EPSILON));
    return Blueprint.ofPostNorm(
        sizes, embeddings, layers, i -> layer(tensors, i, sizes, activation));
  }

  private static Layer layer(ModelTensors tensors, int i, Sizes sizes, Activation activation) {
    int d = sizes.width();
    String from = "transformer.layer." + i + ".";
    String to = "layer." + i + ".";
    String self = from + "attention.";
    return new Layer(
        new Attention(
            tensors.qkv(to + "attention.qkv", d, self + "q_lin", self + "k_lin", self + "v_lin"),
            tensors.linear(to + "attention.output", self + "out_lin", d, d),
            tensors.norm(from + "sa_layer_norm", d, EPSILON),
            Positions.NONE),
        new FeedForward(
            tensors.linear(to + "feed_forward.up", from + "ffn.lin1", sizes.inner(), d),
            null,
            tensors.linear(to + "feed_forward.down", from + "ffn.lin2", d, sizes.inner()),
            activation,
            tensors.norm(from + "output_layer_norm", d, EPSILON)));
  }
}
