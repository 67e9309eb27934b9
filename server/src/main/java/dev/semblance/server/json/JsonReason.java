package dev.semblance.server.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is wrong with a JSON text, in a sentence for clients. The parser's own messages name its
/// classes and settings.
final class JsonReason {
  /// Sentences by what the parser's message contains; `$1` is the part in parentheses.
  private static final Map<Pattern, String> SENTENCES =
      Map.of(
          Pattern.compile("^Duplicate [^']*[Ff]ield '(.{0,100}?)'.*"),
          "the field `$1` occurs twice",
          Pattern.compile("^Unexpected character \\('(\\P{Cntrl})' .*"),
          "unexpected character `$1`",
          Pattern.compile("^Unrecognized token '(\\w{0,100})'.*"),
          "unknown word `$1`",
          Pattern.compile("^Non-standard token '([+\\w-]{0,100})'.*"),
          "`$1` is no JSON value",
          Pattern.compile("^Illegal unquoted character .*"),
          "a control character in a string must be escaped",
          Pattern.compile("^Unrecognized character escape .*"),
          "unknown escape sequence in a string",
          Pattern.compile("^Invalid UTF-8 .*"),
          "the text is not UTF-8");

  private JsonReason() {}

  /// @param maxDepth the deepest nesting that is read
  static String of(JsonProcessingException e, int maxDepth) {
    return sentence(e, maxDepth) + place(e);
  }

  private static String sentence(JsonProcessingException e, int maxDepth) {
    return switch (e) {
      case JsonEOFException _ -> "the text ends within a value";
      case StreamConstraintsException _ ->
          String.valueOf(e.getOriginalMessage()).contains("depth")
              ? "values are nested more than " + maxDepth + " deep"
              : "a number or a field's name is too long";
      case MismatchedInputException _ -> "there is more text after the value";
      default -> sentence(String.valueOf(e.getOriginalMessage()));
    };
  }

  private static String sentence(String message) {
    for (var entry : SENTENCES.entrySet()) {
      Matcher matcher = entry.getKey().matcher(message.replace('\n', ' '));
      if (matcher.matches()) {
        return matcher.groupCount() == 0
            ? entry.getValue()
            : entry.getValue().replace("$1", matcher.group(1));
      }
    }
    return "the text is not JSON";
  }

  private static String place(JsonProcessingException e) {
    var location = e.getLocation();
    return location == null
        ? ""
        : " at line " + location.getLineNr() + " column " + location.getColumnNr();
  }
}
