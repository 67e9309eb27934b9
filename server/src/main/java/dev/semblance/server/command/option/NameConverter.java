package dev.semblance.server.command.option;

import dev.semblance.NearestWord;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Converts a name, in any case, to a constant of an enum.
///
/// @param type of the constants
public record NameConverter<E extends Enum<E>>(Class<E> type) implements ITypeConverter<E> {
  @Override
  public E convert(String text) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(text)) {
        return constant;
      }
    }
    List<String> names =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toList();
    throw unknown(text, names);
  }

  /// The failure of a text that is none of the names.
  public static TypeConversionException unknown(String text, List<String> names) {
    return new TypeConversionException(
        "'%s' is not one of %s%s"
            .formatted(text, String.join(", ", names), NearestWord.question(text, names)));
  }
}
