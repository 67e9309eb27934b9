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

/// The effective settings of a command: the value of each and its source.
///
/// @param settings in the order of the command's help
public record EffectiveSettings(List<Effective> settings) {
  private static final String DEFAULT = "default";
  private static final String SECRET_NOTE = "; a secret, set it again";

  /// One setting.
  ///
  /// @param key its name in a file
  /// @param value as in a settings file, masked where it is a secret; empty for none
  /// @param masked whether the value is masked
  /// @param place its source; `default` for the default value
  public record Effective(String key, Optional<String> value, boolean masked, String place) {

    /// As a line of a settings file; a comment where the value is masked or missing.
    String line() {
      String written = value.map(text -> key + ": " + YamlFile.quoted(text)).orElse(key + ":");
      return value.isEmpty()
          ? "# " + written
          : (masked ? "# " : "") + written + "  # " + place + (masked ? SECRET_NOTE : "");
    }
  }

  /// The settings of a parsed command. Hidden options are included only where they are set.
  public static EffectiveSettings of(ParseResult parsed, SettingSources sources) {
    return new EffectiveSettings(
        parsed.commandSpec().options().stream()
            .filter(EffectiveSettings::isSetting)
            .map(option -> effective(option, parsed, sources))
            .filter(setting ->
                !setting.option().hidden() || !setting.effective().place().equals(DEFAULT))
            .map(PrintedSetting::effective)
            .toList());
  }

  /// Whether an option is a setting; `--help`, `--config` and options without effect are not.
  public static boolean isSetting(OptionSpec option) {
    return !option.usageHelp()
        && !option.versionHelp()
        && !OptionNames.keys(option).isEmpty()
        && !List.of("config", "print-settings").contains(OptionNames.keys(option).getFirst())
        && !TeiSettings.hasNoEffect(option);
  }

  /// One line with the settings that differ from their defaults.
  public String changes() {
    String changes =
        settings.stream()
            .filter(setting -> !setting.place().equals(DEFAULT))
            .map(setting ->
                "%s=%s (%s)".formatted(setting.key(), setting.value().orElse(""), setting.place()))
            .collect(Collectors.joining(", "));
    return changes.isEmpty() ? "settings: all defaults" : "settings: " + changes;
  }

  /// All settings as a settings file, each with its source.
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
              all.stream()
                  .flatMap(element -> text(element).stream())
                  .collect(Collectors.joining(",")));
      case Duration time -> Optional.of(Quantity.text(time));
      case Enum<?> constant -> Optional.of(constant.toString().toLowerCase(Locale.ROOT));
      default -> Optional.of(value.toString());
    };
  }
}
