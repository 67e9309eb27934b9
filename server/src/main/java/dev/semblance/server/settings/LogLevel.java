package dev.semblance.server.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// The lowest level that Semblance logs.
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR,
  OFF;

  private static final String TEI_PREFIX = "text_embeddings";

  /// Reads a level, or a filter of comma-separated directives as text-embeddings-inference takes
  /// it: `info`, `text_embeddings_router=debug,warn`. The last directive without a target counts,
  /// else the last for a part of text-embeddings-inference; empty where there is neither.
  public static Optional<LogLevel> read(String filter) {
    List<String> directives = Arrays.stream(filter.split(",", -1)).map(String::strip).toList();
    return last(directives.stream().flatMap(directive -> named(directive).stream()))
        .or(() ->
            last(
                directives.stream()
                    .filter(directive -> directive.startsWith(TEI_PREFIX))
                    .flatMap(directive ->
                        named(directive.substring(directive.indexOf('=') + 1)).stream())));
  }

  private static Optional<LogLevel> last(Stream<LogLevel> levels) {
    return levels.reduce((_, later) -> later);
  }

  private static Optional<LogLevel> named(String text) {
    String name = text.equalsIgnoreCase("warning") ? "warn" : text;
    return Arrays.stream(values()).filter(level -> level.name().equalsIgnoreCase(name)).findFirst();
  }

  /// Converts an option's text.
  public static final class LogLevelConverter implements ITypeConverter<LogLevel> {
    @Override
    public LogLevel convert(String text) {
      return read(text)
          .orElseThrow(() ->
              new TypeConversionException(
                  "'%s' is not one of trace, debug, info, warn, error, off".formatted(text)));
    }
  }
}
