package dev.semblance.server.settings;

import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/// A setting of text-embeddings-inference and its effect in Semblance.
///
/// @param variable its name in the environment
/// @param hasFlag whether it is also an option, named by [#flag]; else a variable only
/// @param effect in Semblance
public record TeiSetting(String variable, boolean hasFlag, Effect effect) {

  /// The effect of a setting.
  public sealed interface Effect {}

  /// It sets an option of Semblance.
  ///
  /// @param key the option's name without dashes
  public record Sets(String key) implements Effect {}

  /// It is accepted and has no effect.
  ///
  /// @param reason for messages, such as what replaces it
  /// @param when the values that are worth a warning
  public record NoEffect(String reason, Predicate<String> when) implements Effect {}

  /// The option's name, with dashes.
  public String flag() {
    return "--" + variable.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Whether the environment sets it to a value that matters.
  boolean isIn(Map<String, String> environment) {
    String value = environment.getOrDefault(variable, "");
    return !value.isEmpty()
        && switch (effect) {
          case Sets _ -> true;
          case NoEffect(_, var when) -> when.test(value);
        };
  }
}
