package dev.semblance.server.command.option;

import dev.semblance.engine.model.PoolingChoice;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Values of `--pooling`.
public final class PoolingConverter implements ITypeConverter<PoolingChoice> {
  @Override
  public PoolingChoice convert(String text) {
    return PoolingChoice.named(text.toLowerCase(Locale.ROOT).replace('_', '-'))
        .orElseThrow(
            () -> new TypeConversionException("'%s' is not one of %s".formatted(text, names())));
  }

  private static String names() {
    return Arrays.stream(PoolingChoice.values())
        .map(PoolingChoice::toString)
        .collect(Collectors.joining(", "));
  }
}
