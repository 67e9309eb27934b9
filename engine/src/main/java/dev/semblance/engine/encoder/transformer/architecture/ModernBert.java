package dev.semblance.engine.encoder.transformer.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Attention;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.FeedForward;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Layer;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Norm;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Positions;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Sizes;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.TokenEmbeddings;
import dev.semblance.engine.model.Activation;
import dev.semblance.engine.weights.Weights;
import java.util.List;
import java.util.Set;

/// ModernBERT: pre-norm, rotary positions, gated feed-forward, and local attention in two layers of
/// three.
///
/// ```
/// x = LN(words[id])                                       x [n,d]
/// x = x + Wo · attention(rotate(Wqkv · LN(x)))            Wqkv [3d,d]; the first layer has no LN
/// a, g = split(Wi · LN(x));  x = x + Wo · (gelu(a) · g)   Wi [2·inner,d], Wo [d,inner]
/// hidden = LN(x)
/// ```
///
/// Layer `i` sees all tokens where `i` is a multiple of `global_attn_every_n_layers`, else those at
/// most `local_attention / 2` away. Source: Warner et al., 2024.
record ModernBert() implements Architecture {
  private static final String GLOBAL = "full_attention";
  private static final String LOCAL = "sliding_attention";
  private static final Set<String> KINDS = Set.of(GLOBAL, LOCAL);

  @Override
  public Blueprint read(Config config, Weights weights) {
    Sizes sizes = config.sizes(config.positive("max_position_embeddings"));
    int layers = config.positive("num_hidden_layers");
    double epsilon = config.epsilon(1e-5, "norm_eps", "layer_norm_eps");
    Activation activation = config.activation("hidden_activation", "gelu");

    var tensors = new ModelTensors(weights, "embeddings.tok_embeddings.weight");
    int d = sizes.width();
    TokenEmbeddings embeddings =
        new TokenEmbeddings(
            tensors.tensor("embeddings.tok_embeddings.weight", sizes.vocabulary(), d),
            null,
            null,
            tensors.norm("embeddings.norm", d, epsilon));
    return Blueprint.ofPreNorm(
        sizes,
        embeddings,
        null,
        layers,
        i -> {
          String next = i + 1 < layers ? "layers." + (i + 1) + ".attn_norm" : "final_norm";
          return new Layer(
              attention(config, tensors, i, sizes, epsilon),
              feedForward(tensors, i, sizes, activation, tensors.norm(next, d, epsilon)));
        });
  }

  private static Attention attention(
      Config config, ModelTensors tensors, int i, Sizes sizes, double epsilon) {
    int d = sizes.width();
    boolean global = global(config, i);
    String from = "layers." + i + ".";
    String to = "layer." + i + ".attention.";
    return new Attention(
        tensors.linear(to + "qkv", from + "attn.Wqkv", 3 * d, d),
        tensors.linear(to + "output", from + "attn.Wo", d, d),
        tensors.norm(from + "mlp_norm", d, epsilon),
        new Positions(global ? 0 : window(config), false, rotary(config, global, sizes), null));
  }

  /// Whether layer `i` sees all tokens.
  private static boolean global(Config config, int i) {
    JsonNode kinds = config.json().root().path("layer_types");
    if (!kinds.isArray()) {
      int every = config.json().integer("global_attn_every_n_layers", 3);
      return every < 1 || i % every == 0;
    }
    String kind = kinds.path(i).asText();
    if (!KINDS.contains(kind)) {
      throw config.unsupported("layer_types: '" + kind + "' is not supported");
    }
    return kind.equals(GLOBAL);
  }

  private static int window(Config config) {
    int window = config.positive("local_attention", 128) / 2;
    if (window == 0) {
      throw config.unsupported("local_attention 1 is not supported");
    }
    config.requireNumber("sliding_window", window);
    return window;
  }

  private static Rotary rotary(Config config, boolean global, Sizes sizes) {
    double theta =
        global
            ? config.json().number("global_rope_theta", 160000)
            : config.json().number("local_rope_theta", 10000);
    return RopeParameters.of(config).under(global ? GLOBAL : LOCAL, KINDS).rotary(theta, sizes);
  }

  private static FeedForward feedForward(
      ModelTensors tensors, int i, Sizes sizes, Activation activation, Norm next) {
    int d = sizes.width();
    int inner = sizes.inner();
    String from = "layers." + i + ".mlp.";
    String to = "layer." + i + ".feed_forward.";
    return new FeedForward(
        tensors.linear(to + "up", d, List.of(tensors.part(from + "Wi", 2 * inner, d, 0, inner))),
        tensors.linear(
            to + "gate", d, List.of(tensors.part(from + "Wi", 2 * inner, d, inner, inner))),
        tensors.linear(to + "down", from + "Wo", d, inner),
        activation,
        next);
  }
}
