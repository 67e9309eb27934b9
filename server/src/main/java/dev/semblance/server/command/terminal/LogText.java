package dev.semblance.server.command.terminal;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Texts of log lines and messages, which may hold what a client sent: without control characters,
/// so that no text forges a line or steers a terminal.
public final class LogText {
  private static final int MAX_CAUSES = 20;
  private static final HexFormat HEX = HexFormat.of();

  private LogText() {}

  /// A text on one line: `\n`, `\r`, `\t` and `\u001b` stand for control, formatting and
  /// line-separating characters, and for halves of surrogate pairs.
  public static String escaped(String text) {
    if (text.codePoints().noneMatch(LogText::isEscaped)) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(character -> {
          switch (character) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
              if (isEscaped(character)) {
                out.append("\\u").append(HEX.toHexDigits(character, character > 0xffff ? 6 : 4));
              } else {
                out.appendCodePoint(character);
              }
            }
          }
        });
    return out.toString();
  }

  /// The stack trace of a failure and of its causes, one frame on a line, with escaped messages.
  static String stack(Throwable failure) {
    StringBuilder out = new StringBuilder();
    List<Throwable> seen = new ArrayList<>();
    for (Throwable cause = failure;
        cause != null && seen.size() < MAX_CAUSES && !seen.contains(cause);
        cause = cause.getCause()) {
      out.append(seen.isEmpty() ? "" : "Caused by: ").append(escaped(cause.toString()));
      out.append(System.lineSeparator());
      for (StackTraceElement frame : cause.getStackTrace()) {
        out.append("\tat ").append(frame).append(System.lineSeparator());
      }
      seen.add(cause);
    }
    return out.toString();
  }

  private static boolean isEscaped(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
