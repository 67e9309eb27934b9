package dev.semblance.server.settings;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A value that is never printed.
///
/// @param value not blank
public record Secret(String value) {
  public static final String MASK = "***";

  /// Up to the last `@`, since a password may contain any character; a text without a login may
  /// therefore lose a part too.
  private static final Pattern LOGIN = Pattern.compile("://.*@", Pattern.DOTALL);

  /// A text with the logins in its addresses masked: `http://***@host`.
  public static String masked(String text) {
    return LOGIN.matcher(text).replaceAll("://" + MASK + "@");
  }

  @Override
  public String toString() {
    return MASK;
  }

  /// Converts an option's text.
  public static final class SecretConverter implements ITypeConverter<Secret> {
    @Override
    public Secret convert(String text) {
      if (text.isBlank()) {
        throw new TypeConversionException("the value must not be empty");
      }
      return new Secret(text);
    }
  }
}
