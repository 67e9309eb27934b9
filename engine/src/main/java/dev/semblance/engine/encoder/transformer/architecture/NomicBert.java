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
            0,
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
    return Rotary.of(config.ropeTheta("rotary_emb_base", 1000), sizes.headWidth());
  }

  private static void refuseVariants(Config config) {
    if (config.json().integer("num_experts", 0) > 0 || config.json().has("moe_every_n_layers")) {
      throw config.unsupported("layers of experts are not supported");
    }
    if (config.json().flag("prenorm", false)) {
      throw config.unsupported("prenorm is not supported");
    }
    if (config.json().flag("rotary_emb_interleaved", false)
        || config.json().number("rotary_emb_fraction", 1) != 1) {
      throw config.unsupported("interleaved or partial rotary positions are not supported");
    }
    if (!config.json().text("activation_function", "swiglu").equals("swiglu")) {
      throw config.unsupported(
          "activation '" + config.json().text("activation_function", "") + "' is not supported");
    }
    if (config.json().text("hidden_act", "silu").equals("silu")) {
      return;
    }
    throw config.unsupported(
        "activation '" + config.json().text("hidden_act", "") + "' is not supported");
  }
}
