package dev.semblance.engine.encoder.transformer.architecture;

import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Attention;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.FeedForward;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Layer;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Positions;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Sizes;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.TokenEmbeddings;
import dev.semblance.engine.encoder.transformer.architecture.RotaryLayers.Style;
import dev.semblance.engine.model.Activation;
import dev.semblance.engine.model.JsonFile;
import dev.semblance.engine.weights.Weights;
import java.util.List;

/// GTE "new": BERT with rotary positions and a gated feed-forward.
///
/// ```
/// x = LN(words[id] + types[type])                         x [n,d]
/// x = LN(x + o_proj · attention(rotate(qkv_proj · x)))    qkv_proj [3d,d]
/// u, g = split(up_gate_proj · x)                          up_gate_proj [2·inner,d], no bias
/// x = LN(x + down_proj · (gelu(g) · u))                   down_proj [d,inner]
/// ```
///
/// Source: Zhang et al., *mGTE*, 2024.
record GteNew() implements Architecture {

  @Override
  public Blueprint read(Config config, Weights weights) {
    refuseVariants(config);
    Sizes sizes = config.sizes(config.positive("max_position_embeddings"));
    int layers = config.positive("num_hidden_layers");
    double epsilon = config.epsilon(1e-12, "layer_norm_eps");
    Activation activation = config.activation("hidden_act", "gelu");
    Style style = new Style(epsilon, rotary(config, sizes), activation);

    var tensors = new ModelTensors(weights, "embeddings.word_embeddings.weight");
    int d = sizes.width();
    int types = config.json().integer("type_vocab_size", 1);
    TokenEmbeddings embeddings =
        new TokenEmbeddings(
            tensors.tensor("embeddings.word_embeddings.weight", sizes.vocabulary(), d),
            null,
            types == 0
                ? null
                : tensors.optionalTable("embeddings.token_type_embeddings.weight", types, d),
            tensors.norm("embeddings.LayerNorm", d, epsilon));
    boolean hub = tensors.has("encoder.layer.0.attention.qkv_proj.weight");
    return Blueprint.ofPostNorm(
        sizes,
        embeddings,
        layers,
        i ->
            hub
                ? hubLayer(tensors, i, sizes, style)
                : RotaryLayers.standard(tensors, i, sizes, style));
  }

  private static Layer hubLayer(ModelTensors tensors, int i, Sizes sizes, Style style) {
    int d = sizes.width();
    int inner = sizes.inner();
    String from = "encoder.layer." + i + ".";
    String to = "layer." + i + ".";
    String upAndGate = from + "mlp.up_gate_proj";
    return new Layer(
        new Attention(
            tensors.linear(to + "attention.qkv", from + "attention.qkv_proj", 3 * d, d),
            tensors.linear(to + "attention.output", from + "attention.o_proj", d, d),
            tensors.norm(from + "attn_ln", d, style.epsilon()),
            Positions.withRotary(style.rotary())),
        new FeedForward(
            tensors.linear(
                to + "feed_forward.up",
                d,
                List.of(tensors.part(upAndGate, 2 * inner, d, inner, inner))),
            tensors.linear(
                to + "feed_forward.gate",
                d,
                List.of(tensors.part(upAndGate, 2 * inner, d, 0, inner))),
            tensors.linear(to + "feed_forward.down", from + "mlp.down_proj", d, inner),
            style.activation(),
            tensors.norm(from + "mlp_ln", d, style.epsilon())));
  }

  private static Rotary rotary(Config config, Sizes sizes) {
    double theta = config.json().number("rope_theta", 10000);
    if (!config.json().has("rope_scaling")) {
      return RopeParameters.of(config).rotary(theta, sizes);
    }
    JsonFile scaling = config.json().under("rope_scaling");
    String kind = scaling.text("type", scaling.text("rope_type", ""));
    if (!kind.equals("ntk") || scaling.has("mixed_b")) {
      throw config.unsupported(
          "rope_scaling '" + kind + "' is not supported; supported is 'ntk' without mixed_b");
    }
    return Rotary.ntk(theta, scaling.number("factor", 1), sizes.headWidth());
  }

  private static void refuseVariants(Config config) {
    config.requireFlag("logn_attention_scale", false);
    config.requireFlag("logn_attention_clip1", false);
    config.requireText("layer_norm_type", "layer_norm");
    config.requireText("position_embedding_type", "rope");
  }
}
