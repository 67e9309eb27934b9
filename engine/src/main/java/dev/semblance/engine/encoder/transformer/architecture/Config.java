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

  /// Checks that heads divide the width, and that attention is what every family here has: of all
  /// tokens, with a key and value for each query head.
  Sizes sizes(int width, int heads, int inner, int vocabulary, int longest) {
    if (width % heads != 0) {
      throw json.broken(
          "hidden_size " + width + " is not a multiple of num_attention_heads " + heads);
    }
    if (longest < 1) {
      throw json.broken("max_position_embeddings must be larger than the first position");
    }
    requireFlag("is_decoder", false);
    requireFlag("add_cross_attention", false);
    requireNumber("head_dim", width / heads);
    requireNumber("num_key_value_heads", heads);
    return new Sizes(width, heads, inner, vocabulary, longest);
  }

  /// The activation named by `key`.
  Activation activation(String key, String otherwise) {
    String name = json.text(key, otherwise);
    return Activation.ofConfigName(name)
        .orElseThrow(() -> unsupported("activation '" + name + "' is not supported"));
  }

  /// The padding id of families whose positions start after it.
  int padding() {
    int id = json.integer("pad_token_id", 1);
    if (id < 0) {
      throw json.broken("pad_token_id must be at least 0, is " + id);
    }
    return id;
  }

  /// Refuses a flag that changes the arithmetic and is not the family's usual value.
  void requireFlag(String key, boolean usual) {
    if (json.flag(key, usual) != usual) {
      throw unsupported(key + " " + !usual + " is not supported");
    }
  }

  /// Refuses a name that changes the arithmetic and is not the family's usual value.
  void requireText(String key, String usual) {
    String value = json.text(key, usual);
    if (!value.equals(usual)) {
      throw unsupported(key + " '" + value + "' is not supported");
    }
  }

  /// Refuses a number that changes the arithmetic and is not the one that follows from other keys.
  void requireNumber(String key, int usual) {
    if (json.number(key, usual) != usual) {
      throw unsupported(
          "%s %s is not supported; supported is %d".formatted(key, json.root().get(key), usual));
    }
  }

  SemblanceException unsupported(String fact) {
    return new SemblanceException(Fault.UNSUPPORTED, json.name() + ": " + fact);
  }
}
