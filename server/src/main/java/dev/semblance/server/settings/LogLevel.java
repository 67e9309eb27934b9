package dev.semblance.server.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// From what level on Semblance logs; each includes those below it.
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR,
  OFF;

  private static final String TEI_PREFIX = "text_embeddings";

  /// Reads a level, or a filter of several with commas between, as text-embeddings-inference takes
  /// it: `info`, `text_embeddings_router=debug,warn`. The one that is of no part of that program
  /// counts, else the last that is; empty where there is neither.
  public static Optional<LogLevel> read(String filter) {
    List<String> directives = Arrays.stream(filter.split(",", -1)).map(String::strip).toList();
    return last(directives.stream().flatMap(one -> named(one).stream()))
        .or(() ->
            last(
                directives.stream()
                    .filter(one -> one.startsWith(TEI_PREFIX))
                    .flatMap(one -> named(one.substring(one.indexOf('=') + 1)).stream())));
  }

  private static Optional<LogLevel> last(Stream<LogLevel> levels) {
    return levels.reduce((_, later) -> later);
  }

  private static Optional<LogLevel> named(String text) {
    String name = text.equalsIgnoreCase("warning") ? "warn" : text;
    return Arrays.stream(values()).filter(one -> one.name().equalsIgnoreCase(name)).findFirst();
  }

  /// From an option's text.
  public static final class LogLevelConverter implements ITypeConverter<LogLevel> {
    @Override
    public LogLevel convert(String text) {
      return read(text)
          .orElseThrow(() ->
              new TypeConversionException(
                  "'%s' is none of trace, debug, info, warn, error, off".formatted(text)));
    }
  }
}
