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

/// BERT, and RoBERTa, XLM-R and CamemBERT, which differ only in how positions are counted.
///
/// ```
/// x = LN(words[id] + positions[p] + types[type])          x [n,d]
/// x = LN(x + O · attention(QKV · x))                      QKV [3d,d], O [d,d]
/// x = LN(x + W₂ · gelu(W₁ · x))                           W₁ [inner,d], W₂ [d,inner]
/// ```
///
/// BERT's position `p` counts all tokens from 0. RoBERTa's is that of [Blueprint.PositionRows].
/// Source: Devlin et al., 2018; Liu et al., 2019.
///
/// @param positionsFollowPadding whether positions are counted as RoBERTa's
record Bert(boolean positionsFollowPadding) implements Architecture {

  static Bert bert() {
    return new Bert(false);
  }

  static Bert roberta() {
    return new Bert(true);
  }

  @Override
  public Blueprint read(Config config, Weights weights) {
    config.requireText("position_embedding_type", "absolute");
    config.requireText("feed_forward_type", "original");
    int padding = positionsFollowPadding ? config.padding() : -1;
    int positions = config.positive("max_position_embeddings");
    Sizes sizes = config.sizes(positions - padding - 1);
    int layers = config.positive("num_hidden_layers");
    double epsilon = config.epsilon(1e-12, "layer_norm_eps");
    Activation activation = config.activation("hidden_act", "gelu");

    var tensors = new ModelTensors(weights, "embeddings.word_embeddings.weight");
    int d = sizes.width();
    int types = config.json().integer("type_vocab_size", 2);
    TokenEmbeddings embeddings =
        new TokenEmbeddings(
            tensors.tensor("embeddings.word_embeddings.weight", sizes.vocabulary(), d),
            new PositionRows(
                tensors.tensor("embeddings.position_embeddings.weight", positions, d), padding),
            tensors.optionalTable("embeddings.token_type_embeddings.weight", types, d),
            tensors.norm("embeddings.LayerNorm", d, epsilon));
    return Blueprint.ofPostNorm(
        sizes, embeddings, layers, i -> layer(tensors, i, sizes, epsilon, activation));
  }

  private static Layer layer(
      ModelTensors tensors, int i, Sizes sizes, double epsilon, Activation activation) {
    int d = sizes.width();
    String from = "encoder.layer." + i + ".";
    String to = "layer." + i + ".";
    String self = from + "attention.self.";
    return new Layer(
        new Attention(
            tensors.qkv(to + "attention.qkv", d, self + "query", self + "key", self + "value"),
            tensors.linear(to + "attention.output", from + "attention.output.dense", d, d),
            tensors.norm(from + "attention.output.LayerNorm", d, epsilon),
            Positions.NONE),
        feedForward(tensors, i, sizes, epsilon, activation));
  }

  /// The feed-forward of layer `i` under BERT's names.
  static FeedForward feedForward(
      ModelTensors tensors, int i, Sizes sizes, double epsilon, Activation activation) {
    int d = sizes.width();
    String from = "encoder.layer." + i + ".";
    String to = "layer." + i + ".feed_forward.";
    return new FeedForward(
        tensors.linear(to + "up", from + "intermediate.dense", sizes.inner(), d),
        null,
        tensors.linear(to + "down", from + "output.dense", d, sizes.inner()),
        activation,
        tensors.norm(from + "output.LayerNorm", d, epsilon));
  }
}
