package dev.semblance.server.settings;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Converters of options' texts to numbers and times; a failure names the allowed range.
public final class Quantity {
  private Quantity() {}

  /// A TCP port; 0 for any free port.
  public static final class PortConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return wholeNumber(text, 0, 65_535);
    }
  }

  /// A number from 1.
  public static final class CountConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return wholeNumber(text, 1, Integer.MAX_VALUE);
    }
  }

  /// A time as [DurationConverter] reads it, in the largest unit that divides it.
  static String text(Duration time) {
    long millis = time.toMillis();
    if (millis % 1_000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1_000;
    return seconds == 0 || seconds % 60 != 0 ? seconds + "s" : seconds / 60 + "m";
  }

  /// A time: `30` and `30s` in seconds, `500ms`, `2m`.
  public static final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m)?");

    @Override
    public Duration convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException(
            "'%s' is not a time; write 30s, 500ms or 2m".formatted(text));
      }
      long number = Long.parseLong(form.group(1));
      return switch (form.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "m" -> Duration.ofMinutes(number);
        case null, default -> Duration.ofSeconds(number);
      };
    }
  }

  private static int wholeNumber(String text, int min, int max) {
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Reported below, as a number out of range is.
    }
    throw new TypeConversionException(
        "'%s' is not a whole number from %d to %d".formatted(text, min, max));
  }
}
