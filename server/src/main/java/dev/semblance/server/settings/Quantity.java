package dev.semblance.server.settings;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Options' texts as numbers, within what the option allows; the failure says what that is.
public final class Quantity {
  private Quantity() {}

  /// A TCP port; 0 lets the system choose.
  public static final class PortConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return wholeNumber(text, 0, 65_535);
    }
  }

  /// How many of something, from 1.
  public static final class CountConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return wholeNumber(text, 1, Integer.MAX_VALUE);
    }
  }

  /// A time as [DurationConverter] reads it, in the largest unit that says all of it.
  static String text(Duration time) {
    long millis = time.toMillis();
    if (millis % 1_000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1_000;
    return seconds == 0 || seconds % 60 != 0 ? seconds + "s" : seconds / 60 + "m";
  }

  /// A span of time: `30`, `30s`, `500ms`, `2m`.
  public static final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m)?");

    @Override
    public Duration convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException(
            "'%s' is no time; write 30s, 500ms or 2m".formatted(text));
      }
      long number = Long.parseLong(form.group(1));
      return switch (form.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "m" -> Duration.ofMinutes(number);
        case null, default -> Duration.ofSeconds(number);
      };
    }
  }

  private static int wholeNumber(String text, int least, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Said below, as for a number that is out of range.
    }
    throw new TypeConversionException(
        "'%s' is not a whole number from %d to %d".formatted(text, least, most));
  }
}
