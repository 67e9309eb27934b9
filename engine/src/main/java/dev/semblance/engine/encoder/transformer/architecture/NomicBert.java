package dev.semblance.engine.encoder.transformer.architecture;

import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Attention;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.FeedForward;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Layer;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.LinearWeights;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Positions;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Sizes;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.TokenEmbeddings;
import dev.semblance.engine.encoder.transformer.architecture.RotaryLayers.Style;
import dev.semblance.engine.model.Activation;
import dev.semblance.engine.weights.Weights;
import java.util.List;

/// NomicBERT: BERT with rotary positions and a gated feed-forward, mostly without biases.
///
/// ```
/// x = LN(words[id] + types[type])                         x [n,d]
/// x = LN(x + out_proj · attention(rotate(Wqkv · x)))      Wqkv [3d,d]
/// x = LN(x + fc2 · (silu(fc12 · x) · (fc11 · x)))         fc11, fc12 [inner,d], fc2 [d,inner]
/// ```
///
/// The Hub's own code and transformers 5 name the same tensors differently; both are read. Source:
/// Nussbaum et al., 2024.
record NomicBert() implements Architecture {
  private static final List<String> UNUSUAL =
      List.of(
          "causal",
          "parallel_block",
          "prenorm",
          "rotary_emb_interleaved",
          "scale_attn_by_inverse_layer_idx",
          "use_rms_norm");

  @Override
  public Blueprint read(Config config, Weights weights) {
    refuseVariants(config);
    Sizes sizes =
        config.sizes(
            config.positive("hidden_size", "n_embd"),
            config.positive("num_attention_heads", "n_head"),
            config.positive("intermediate_size", "n_inner"),
            config.positive("vocab_size"),
            config.positive("max_position_embeddings", "n_positions"));
    int layers = config.positive("num_hidden_layers", "n_layer");
    double epsilon = config.epsilon(1e-12, "layer_norm_eps", "layer_norm_epsilon");
    Style style = new Style(epsilon, rotary(config, sizes), Activation.SILU);

    var tensors = new ModelTensors(weights, "embeddings.word_embeddings.weight");
    int d = sizes.width();
    int types = config.json().integer("type_vocab_size", 2);
    boolean hub = tensors.has("emb_ln.weight");
    TokenEmbeddings embeddings =
        new TokenEmbeddings(
            tensors.table("embeddings.word_embeddings.weight", sizes.vocabulary(), d),
            null,
            tensors.optionalTable("embeddings.token_type_embeddings.weight", types, d),
            tensors.norm(hub ? "emb_ln" : "embeddings.LayerNorm", d, epsilon));
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
    String from = "encoder.layers." + i + ".";
    String to = "layer." + i + ".";
    LinearWeights qkv = tensors.linear(to + "attention.qkv", from + "attn.Wqkv", 3 * d, d);
    return new Layer(
        new Attention(
            qkv,
            tensors.linear(to + "attention.output", from + "attn.out_proj", d, d),
            tensors.norm(from + "norm1", d, style.epsilon()),
            Positions.withRotary(style.rotary())),
        new FeedForward(
            tensors.linear(to + "feed_forward.up", from + "mlp.fc12", inner, d),
            tensors.linear(to + "feed_forward.gate", from + "mlp.fc11", inner, d),
            tensors.linear(to + "feed_forward.down", from + "mlp.fc2", d, inner),
            style.activation(),
            tensors.norm(from + "norm2", d, style.epsilon())));
  }

  private static Rotary rotary(Config config, Sizes sizes) {
    double theta = config.json().number("rotary_emb_base", 1000);
    if (!config.json().has("rotary_scaling_factor")) {
      return RopeParameters.of(config).rotary(theta, sizes);
    }
    return Rotary.dynamic(
        new Rotary.Stretch(
            theta,
            config.json().number("rotary_scaling_factor", 1),
            config.positive("max_trained_positions", 2048),
            sizes.headWidth()));
  }

  private static void refuseVariants(Config config) {
    if (config.json().integer("num_experts", 0) > 0 || config.json().has("moe_every_n_layers")) {
      throw config.unsupported("layers of experts are not supported");
    }
    if (config.json().has("rotary_emb_scale_base")) {
      throw config.unsupported("rotary_emb_scale_base is not supported");
    }
    for (String flag : UNUSUAL) {
      config.requireFlag(flag, false);
    }
    config.requireFlag("scale_attn_weights", true);
    config.requireNumber("rotary_emb_fraction", 1);
    config.requireText("activation_function", "swiglu");
    config.requireText("hidden_act", "silu");
  }
}
