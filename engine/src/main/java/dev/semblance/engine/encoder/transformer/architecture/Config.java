package dev.semblance.engine.encoder.transformer.architecture;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Sizes;
import dev.semblance.engine.model.Activation;
import dev.semblance.engine.model.JsonFile;

/// The keys of `config.json` that architectures share, each under several names.
///
/// @param json the file
record Config(JsonFile json) {

  /// A whole number from 1, under the first of these keys that exists.
  ///
  /// @throws SemblanceException BROKEN_MODEL naming the first key when none exists
  int positive(String... keys) {
    for (String key : keys) {
      if (json.has(key)) {
        return json.positive(key);
      }
    }
    return json.positive(keys[0]);
  }

  /// A whole number from 1, or `otherwise` where the key is absent: newer files leave out the
  /// family's usual values.
  int positive(String key, int otherwise) {
    return json.has(key) ? json.positive(key) : otherwise;
  }

  /// The config of a part of the model.
  Config under(String key) {
    return new Config(json.under(key));
  }

  double epsilon(double otherwise, String... keys) {
    for (String key : keys) {
      if (json.has(key)) {
        return json.number(key, otherwise);
      }
    }
    return otherwise;
  }

  /// The sizes under the names that most architectures use.
  Sizes sizes(int longest) {
    return sizes(
        positive("hidden_size"),
        positive("num_attention_heads"),
        positive("intermediate_size"),
        positive("vocab_size"),
        longest);
  }

  /// Checks that heads divide the width.
  Sizes sizes(int width, int heads, int inner, int vocabulary, int longest) {
    if (width % heads != 0) {
      throw json.broken(
          "hidden_size " + width + " is not a multiple of num_attention_heads " + heads);
    }
    if (longest < 1) {
      throw json.broken("max_position_embeddings must be larger than the first position");
    }
    return new Sizes(width, heads, inner, vocabulary, longest);
  }

  /// The activation named by `key`.
  Activation activation(String key, String otherwise) {
    String name = json.text(key, otherwise);
    return switch (name) {
      case "gelu" -> Activation.GELU;
      case "gelu_new", "gelu_fast", "gelu_pytorch_tanh" -> Activation.GELU_TANH;
      case "relu" -> Activation.RELU;
      case "silu", "swish" -> Activation.SILU;
      case "quick_gelu" -> Activation.QUICK_GELU;
      default -> throw unsupported("activation '" + name + "' is not supported");
    };
  }

  /// The first position where positions start after the padding id.
  int positionAfterPadding() {
    return json.integer("pad_token_id", 1) + 1;
  }

  /// The base of rotary angles: `rope_theta` of `rope_parameters`, else the number under `key`.
  double ropeTheta(String key, double otherwise) {
    return json.root()
        .path("rope_parameters")
        .path("rope_theta")
        .asDouble(json.number(key, otherwise));
  }

  /// Refuses relative positions, which current libraries ignore, with wrong results.
  void absolutePositions() {
    String kind = json.text("position_embedding_type", "absolute");
    if (!kind.equals("absolute")) {
      throw unsupported("position_embedding_type '" + kind + "' is not supported");
    }
  }

  SemblanceException unsupported(String fact) {
    return new SemblanceException(Fault.UNSUPPORTED, json.name() + ": " + fact);
  }
}
