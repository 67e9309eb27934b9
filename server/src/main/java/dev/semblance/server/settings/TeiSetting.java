package dev.semblance.server.settings;

import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/// A setting of text-embeddings-inference, and what it does here.
///
/// @param variable its name in the environment
/// @param hasFlag whether it is an option too, of the same name with dashes; else a variable alone
/// @param effect what it does
public record TeiSetting(String variable, boolean hasFlag, Effect effect) {

  /// What a setting does here.
  public sealed interface Effect {}

  /// It sets an option of ours.
  ///
  /// @param key the option's, without dashes
  public record Sets(String key) implements Effect {}

  /// It does nothing, because there is nothing to do.
  ///
  /// @param reason what there is instead, for people
  /// @param when which values are worth a word
  public record NoEffect(String reason, Predicate<String> when) implements Effect {}

  /// The option's name, with dashes.
  public String flag() {
    return "--" + variable.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Whether a machine's variable is this setting, and says something.
  boolean isIn(Map<String, String> environment) {
    String value = environment.getOrDefault(variable, "");
    return !value.isEmpty()
        && switch (effect) {
          case Sets _ -> true;
          case NoEffect(_, var when) -> when.test(value);
        };
  }
}
