package dev.semblance.search.evaluate;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.search.ingest.text.Lines;
import dev.semblance.search.ingest.text.TextLine;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Reads a file and fails at the first bad line: a measurement over part of the data would be
/// another measurement.
final class StrictLines {
  private StrictLines() {}

  /// Processes one line; throws [Malformed] with the reason when it is bad.
  @FunctionalInterface
  interface LineVisitor {
    void line(long number, String text) throws Malformed;
  }

  /// The reason why a line is bad, without its place.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String reason) {
      super(reason);
    }
  }

  /// Visits every line that is not blank.
  ///
  /// @throws SemblanceException NOT_FOUND, or INVALID with file, line and reason
  static void visit(Path file, LineVisitor visitor) {
    try (Lines lines = Lines.open(file)) {
      for (TextLine line = lines.next(); line != null; line = lines.next()) {
        switch (line) {
          case TextLine.Unreadable(long number, String reason) ->
              throw invalid(file, number, reason, null);
          case TextLine.Decoded(long number, String text) when !text.isBlank() -> {
            try {
              visitor.line(number, text);
            } catch (Malformed e) {
              throw invalid(file, number, String.valueOf(e.getMessage()), e);
            }
          }
          case TextLine.Decoded _ -> {}
        }
      }
    }
  }

  /// A whole number of 32 bits.
  static int integer(String what, String text) throws Malformed {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException _) {
      throw new Malformed(what + " must be a whole number, is '" + text + "'");
    }
  }

  /// A number that is not NaN and not infinite.
  static double number(String what, String text) throws Malformed {
    try {
      double value = Double.parseDouble(text.strip());
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException _) {
      // reported below
    }
    throw new Malformed(what + " must be a number, is '" + text + "'");
  }

  private static SemblanceException invalid(
      Path file, long line, String reason, @Nullable Throwable cause) {
    return new SemblanceException(Fault.INVALID, file + ", line " + line + ": " + reason, cause);
  }
}
