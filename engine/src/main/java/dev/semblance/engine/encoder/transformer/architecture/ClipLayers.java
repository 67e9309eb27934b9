package dev.semblance.engine.encoder.transformer.architecture;

import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Attention;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.FeedForward;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.InputEmbedding;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Layer;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Norm;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Positions;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Sizes;
import org.jspecify.annotations.Nullable;

/// The pre-norm layers of both encoders of CLIP.
///
/// @param config of the encoder
record ClipLayers(Config config, ModelTensors tensors, Sizes sizes) {

  static double epsilon(Config config) {
    return config.epsilon(1e-5, "layer_norm_eps");
  }

  /// Describes the whole encoder.
  ///
  /// @param last name of the norm after the last layer, or none
  Blueprint blueprint(InputEmbedding embedding, Positions positions, @Nullable String last) {
    int layers = config.positive("num_hidden_layers", 12);
    return Blueprint.ofPreNorm(
        sizes,
        embedding,
        norm(name(0) + "layer_norm1"),
        layers,
        i -> {
          String next = i + 1 < layers ? name(i + 1) + "layer_norm1" : last;
          return new Layer(attention(i, positions), feedForward(i, next));
        });
  }

  private Attention attention(int i, Positions positions) {
    int d = sizes.width();
    String self = name(i) + "self_attn.";
    String to = "layer." + i + ".attention.";
    return new Attention(
        tensors.qkv(to + "qkv", d, self + "q_proj", self + "k_proj", self + "v_proj"),
        tensors.linear(to + "output", self + "out_proj", d, d),
        norm(name(i) + "layer_norm2"),
        positions);
  }

  private FeedForward feedForward(int i, @Nullable String next) {
    int d = sizes.width();
    String to = "layer." + i + ".feed_forward.";
    return new FeedForward(
        tensors.linear(to + "up", name(i) + "mlp.fc1", sizes.inner(), d),
        null,
        tensors.linear(to + "down", name(i) + "mlp.fc2", d, sizes.inner()),
        config.activation("hidden_act", "quick_gelu"),
        next == null ? null : norm(next));
  }

  private Norm norm(String name) {
    return tensors.norm(name, sizes.width(), epsilon(config));
  }

  private static String name(int layer) {
    return "encoder.layers." + layer + ".";
  }
}
