package dev.semblance.server.settings;

import java.time.Duration;
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
  private static final String DEFAULT = "default";
  private static final String SECRET_NOTE = "; a secret, to be given again";

  /// One setting.
  ///
  /// @param key its name in a file
  /// @param value in force, as a file has it, masked where it is a secret; empty where there is
  ///   none
  /// @param masked whether it is
  /// @param place where it comes from; `default` for its own
  public record Effective(String key, Optional<String> value, boolean masked, String place) {

    /// As a line of a settings file. What is masked, or has no value, is a comment in it.
    String line() {
      String written = value.map(text -> key + ": " + YamlFile.quoted(text)).orElse(key + ":");
      return value.isEmpty()
          ? "# " + written
          : (masked ? "# " : "") + written + "  # " + place + (masked ? SECRET_NOTE : "");
    }
  }

  /// The settings of a command that was parsed. Of those that the help does not show, the ones that
  /// are given.
  public static EffectiveSettings of(ParseResult parsed, SettingSources sources) {
    return new EffectiveSettings(
        parsed.commandSpec().options().stream()
            .filter(EffectiveSettings::isSetting)
            .map(option -> effective(option, parsed, sources))
            .filter(one -> !one.option().hidden() || !one.effective().place().equals(DEFAULT))
            .map(PrintedSetting::effective)
            .toList());
  }

  /// Whether an option says how a command runs, rather than what it prints instead, or nothing.
  public static boolean isSetting(OptionSpec option) {
    return !option.usageHelp()
        && !option.versionHelp()
        && !OptionNames.keys(option).isEmpty()
        && !List.of("config", "print-settings").contains(OptionNames.keys(option).getFirst())
        && !TeiSettings.hasNoEffect(option);
  }

  /// One line of what is not as it is by default.
  public String changes() {
    String changes =
        settings.stream()
            .filter(one -> !one.place().equals(DEFAULT))
            .map(one -> "%s=%s (%s)".formatted(one.key(), one.value().orElse(""), one.place()))
            .collect(Collectors.joining(", "));
    return changes.isEmpty() ? "settings: all as they are by default" : "settings: " + changes;
  }

  /// All of them as a settings file, each with the place it comes from.
  public List<String> lines() {
    return settings.stream().map(Effective::line).toList();
  }

  private static PrintedSetting effective(
      OptionSpec option, ParseResult parsed, SettingSources sources) {
    String place =
        parsed.hasMatchedOption(option)
            ? "command line"
            : Objects.requireNonNullElse(sources.place(option), DEFAULT);
    Optional<String> value = text(option.getValue());
    Optional<String> shown = value.map(Secret::masked);
    boolean masked = isSecret(option.getValue()) || !shown.equals(value);
    return new PrintedSetting(
        option, new Effective(OptionNames.keys(option).getFirst(), shown, masked, place));
  }

  private record PrintedSetting(OptionSpec option, Effective effective) {}

  private static boolean isSecret(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Secret _ -> true;
      case Optional<?> optional -> optional.filter(EffectiveSettings::isSecret).isPresent();
      case Collection<?> all -> all.stream().anyMatch(EffectiveSettings::isSecret);
      default -> false;
    };
  }

  private static Optional<String> text(@Nullable Object value) {
    return switch (value) {
      case null -> Optional.empty();
      case Optional<?> optional -> optional.flatMap(EffectiveSettings::text);
      case Collection<?> all when all.isEmpty() -> Optional.empty();
      case Collection<?> all ->
          Optional.of(
              all.stream().flatMap(one -> text(one).stream()).collect(Collectors.joining(",")));
      case Duration time -> Optional.of(Quantity.text(time));
      case Enum<?> one -> Optional.of(one.toString().toLowerCase(Locale.ROOT));
      default -> Optional.of(value.toString());
    };
  }
}
