package dev.semblance.engine.encoder.transformer.architecture;

import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Sizes;
import dev.semblance.engine.model.JsonFile;
import java.util.Set;

/// The settings of rotary positions in transformers 5: `rope_parameters` of `config.json`, or one
/// kind of layer in it. Every key is obeyed or refused by name.
///
/// @param config the whole config, for its trained length
/// @param json the settings; without keys where absent
record RopeParameters(Config config, JsonFile json) {
  private static final Set<String> COMMON =
      Set.of("rope_theta", "rope_type", "type", "factor", "partial_rotary_factor");
  private static final Set<String> OF_YARN =
      Set.of(
          "original_max_position_embeddings",
          "attention_factor",
          "beta_fast",
          "beta_slow",
          "truncate");

  /// @throws SemblanceException UNSUPPORTED when the config has the older key `rope_scaling`
  static RopeParameters of(Config config) {
    if (config.json().has("rope_scaling")) {
      throw config.unsupported(
          "rope_scaling is not supported; write it as rope_parameters of transformers 5");
    }
    return new RopeParameters(config, config.json().under("rope_parameters"));
  }

  /// The settings of one kind of layer, where the config has them by kind.
  ///
  /// @param kinds all kinds
  RopeParameters under(String kind, Set<String> kinds) {
    requireKeys(kinds);
    return new RopeParameters(config, json.under(kind));
  }

  /// @param theta base of the angles where the settings have none
  /// @throws SemblanceException UNSUPPORTED, BROKEN_MODEL
  Rotary rotary(double theta, Sizes sizes) {
    String type = json.text("rope_type", json.text("type", "default"));
    requireKeys(COMMON, type.equals("yarn") ? OF_YARN : Set.of());
    if (json.number("partial_rotary_factor", 1) != 1) {
      throw unsupported("partial_rotary_factor is not supported");
    }
    double base = json.number("rope_theta", theta);
    int headWidth = sizes.headWidth();
    return switch (type) {
      case "default" -> Rotary.of(base, headWidth);
      case "linear" -> Rotary.linear(base, factor(), headWidth);
      case "dynamic" ->
          Rotary.dynamic(new Rotary.Stretch(base, factor(), sizes.longest(), headWidth));
      case "yarn" -> yarn(base, headWidth);
      default -> throw unsupported("rope_type '" + type + "' is not supported");
    };
  }

  private Rotary yarn(double base, int headWidth) {
    var fade =
        new Yarn.Fade(
            json.number("beta_fast", 32), json.number("beta_slow", 1), json.flag("truncate", true));
    int trained = json.positive("original_max_position_embeddings");
    return new Yarn(base, headWidth, factor(), trained, fade)
        .rotary(json.number("attention_factor", Yarn.magnitude(factor())));
  }

  private double factor() {
    double factor = json.number("factor", 0);
    if (factor < 1) {
      throw json.broken("factor must be at least 1, is " + factor);
    }
    return factor;
  }

  @SafeVarargs
  private void requireKeys(Set<String>... known) {
    json.root()
        .properties()
        .forEach(entry -> {
          boolean obeyed = entry.getValue().isNull();
          for (Set<String> keys : known) {
            obeyed |= keys.contains(entry.getKey());
          }
          if (!obeyed) {
            throw unsupported(entry.getKey() + " is not supported");
          }
        });
  }

  private SemblanceException unsupported(String fact) {
    return new Config(json).unsupported(fact);
  }
}
