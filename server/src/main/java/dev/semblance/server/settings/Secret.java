package dev.semblance.server.settings;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A value that is never printed.
///
/// @param value not blank
public record Secret(String value) {
  public static final String MASK = "***";

  @Override
  public String toString() {
    return MASK;
  }

  /// From an option's text.
  public static final class Converter implements ITypeConverter<Secret> {
    @Override
    public Secret convert(String text) {
      if (text.isBlank()) {
        throw new TypeConversionException("it cannot be empty");
      }
      return new Secret(text);
    }
  }
}
