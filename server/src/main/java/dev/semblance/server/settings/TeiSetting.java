package dev.semblance.server.settings;

import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/// A setting of text-embeddings-inference, and what it does here.
///
/// @param variable its name in the environment
/// @param flagged whether it is an option too, of the same name with dashes; else a variable alone
/// @param here what it does
public record TeiSetting(String variable, boolean flagged, Here here) {

  /// What a setting does here.
  public sealed interface Here {}

  /// It sets an option of ours.
  ///
  /// @param key the option's, without dashes
  public record Sets(String key) implements Here {}

  /// It does nothing, because there is nothing to do.
  ///
  /// @param instead what there is instead, for people
  /// @param when which values are worth a word
  public record NoEffect(String instead, Predicate<String> when) implements Here {}

  /// The option's name, with dashes.
  public String flag() {
    return "--" + variable.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Whether a machine's variable is this setting, and says something.
  boolean isIn(Map<String, String> environment) {
    String value = environment.getOrDefault(variable, "");
    return !value.isEmpty()
        && switch (here) {
          case Sets _ -> true;
          case NoEffect(_, var when) -> when.test(value);
        };
  }
}
