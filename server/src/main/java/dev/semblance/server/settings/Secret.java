package dev.semblance.server.settings;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A value that is never printed.
///
/// @param value not blank
public record Secret(String value) {
  public static final String MASK = "***";

  /// Up to the last sign, since a password may hold any; so of a text without a login a part may be
  /// left out too.
  private static final Pattern LOGIN = Pattern.compile("://.*@", Pattern.DOTALL);

  /// A text with who logs in at the addresses in it left out: `http://***@host`.
  public static String masked(String text) {
    return LOGIN.matcher(text).replaceAll("://" + MASK + "@");
  }

  @Override
  public String toString() {
    return MASK;
  }

  /// From an option's text.
  public static final class SecretConverter implements ITypeConverter<Secret> {
    @Override
    public Secret convert(String text) {
      if (text.isBlank()) {
        throw new TypeConversionException("it cannot be empty");
      }
      return new Secret(text);
    }
  }
}
