package dev.semblance.server.settings;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// What a command runs with, and why: each setting's value in force and where it comes from.
///
/// @param settings in the order of the command's help
public record EffectiveSettings(List<Effective> settings) {

  /// One setting.
  ///
  /// @param key its name in a file
  /// @param value in force, masked where it is a secret; empty where there is none
  /// @param place where it comes from; `default` for its own
  public record Effective(String key, String value, String place) {}

  /// The settings of a command that was parsed.
  public static EffectiveSettings of(ParseResult parsed, SettingSources sources) {
    return new EffectiveSettings(
        parsed.commandSpec().options().stream()
            .filter(EffectiveSettings::isSetting)
            .map(option -> effective(option, parsed, sources))
            .toList());
  }

  /// Whether an option says how a command runs, rather than what it prints instead.
  public static boolean isSetting(OptionSpec option) {
    return !option.usageHelp()
        && !option.versionHelp()
        && !option.hidden()
        && !OptionNames.keys(option).isEmpty()
        && !List.of("config", "print-settings").contains(OptionNames.keys(option).getFirst());
  }

  /// One line of what is not as it is by default.
  public String changes() {
    String changes =
        settings.stream()
            .filter(one -> !one.place().equals("default"))
            .map(one -> "%s=%s (%s)".formatted(one.key(), one.value(), one.place()))
            .collect(Collectors.joining(", "));
    return changes.isEmpty() ? "settings: all as they are by default" : "settings: " + changes;
  }

  /// All of them in the form of a settings file, each with the place it comes from.
  public List<String> lines() {
    return settings.stream()
        .map(one ->
            one.value().isEmpty()
                ? "# %s:".formatted(one.key())
                : "%s: %s  # %s".formatted(one.key(), quoted(one.value()), one.place()))
        .toList();
  }

  private static Effective effective(
      OptionSpec option, ParseResult parsed, SettingSources sources) {
    String place =
        parsed.hasMatchedOption(option)
            ? "command line"
            : Objects.requireNonNullElse(sources.place(option), "default");
    return new Effective(OptionNames.keys(option).getFirst(), text(option.getValue()), place);
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Optional<?> optional -> optional.map(EffectiveSettings::text).orElse("");
      case Collection<?> all ->
          all.stream().map(EffectiveSettings::text).collect(Collectors.joining(","));
      case Enum<?> one -> one.name().toLowerCase(Locale.ROOT);
      default -> value.toString();
    };
  }

  private static String quoted(String value) {
    return value.matches("[A-Za-z0-9._/-]+") ? value : "'" + value.replace("'", "''") + "'";
  }
}
