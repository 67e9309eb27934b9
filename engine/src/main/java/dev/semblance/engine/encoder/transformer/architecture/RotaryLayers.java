package dev.semblance.engine.encoder.transformer.architecture;

import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Attention;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.FeedForward;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Layer;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Positions;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Sizes;
import dev.semblance.engine.model.Activation;

/// Post-norm layers with rotary positions and a gate, by the names of transformers 5. NomicBERT and
/// GTE share them.
final class RotaryLayers {
  private RotaryLayers() {}

  /// The settings that all layers of a model share.
  record Style(double epsilon, Rotary rotary, Activation activation) {}

  static Layer standard(ModelTensors tensors, int i, Sizes sizes, Style style) {
    int d = sizes.width();
    int inner = sizes.inner();
    String from = "layers." + i + ".";
    String to = "layer." + i + ".";
    String self = from + "self_attn.";
    return new Layer(
        new Attention(
            tensors.qkv(to + "attention.qkv", d, self + "q_proj", self + "k_proj", self + "v_proj"),
            tensors.linear(to + "attention.output", self + "o_proj", d, d),
            tensors.norm(from + "post_attention_layernorm", d, style.epsilon()),
            Positions.withRotary(style.rotary())),
        new FeedForward(
            tensors.linear(to + "feed_forward.up", from + "mlp.gate_proj", inner, d),
            tensors.linear(to + "feed_forward.gate", from + "mlp.up_proj", inner, d),
            tensors.linear(to + "feed_forward.down", from + "mlp.down_proj", d, inner),
            style.activation(),
            tensors.norm(from + "post_mlp_layernorm", d, style.epsilon())));
  }
}
