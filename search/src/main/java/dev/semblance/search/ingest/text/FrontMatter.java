package dev.semblance.search.ingest.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The lines between `---` at the beginning of a Markdown file: `key: value`, `key: [a, b]`, or
/// `key:` with a line `- value` for each element. Other YAML, such as nested maps, is left out.
///
/// @param values by key: strings, and lists of strings
/// @param end where the text after it begins; 0 where there is none
public record FrontMatter(Map<String, Object> values, int end) {
  private static final Pattern BLOCK =
      Pattern.compile("\\A---[ \\t]*\\R(.*?)^---[ \\t]*$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern PAIR = Pattern.compile("([A-Za-z][\\w-]*):(?:[ \\t]+(.*))?");
  private static final Pattern ELEMENT = Pattern.compile("[ \\t]*-[ \\t]+(.+)");

  /// Keys that mean something else in a document.
  private static final Set<String> RESERVED = Set.of("id", "_id", "title", "text", "vector");

  public static FrontMatter of(String content) {
    Matcher block = BLOCK.matcher(content);
    return block.find()
        ? new FrontMatter(values(block.group(1)), block.end())
        : new FrontMatter(Map.of(), 0);
  }

  /// The title, or an empty text.
  public String title() {
    return values.get("title") instanceof String title ? title : "";
  }

  /// Everything but the title, as fields of a document.
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>(values);
    fields.keySet().removeAll(RESERVED);
    return fields;
  }

  private static Map<String, Object> values(String block) {
    Map<String, Object> values = new LinkedHashMap<>();
    List<String> list = new ArrayList<>();
    for (String line : block.lines().toList()) {
      Matcher pair = PAIR.matcher(line);
      Matcher element = ELEMENT.matcher(line);
      if (pair.matches()) {
        list = new ArrayList<>();
        String value = pair.group(2) == null ? "" : pair.group(2).strip();
        values.put(pair.group(1), value.isEmpty() ? list : value(value));
      } else if (element.matches()) {
        list.add(unquoted(element.group(1)));
      }
    }
    values.values().removeIf(List.of()::equals);
    return values;
  }

  private static Object value(String text) {
    if (!text.startsWith("[") || !text.endsWith("]")) {
      return unquoted(text);
    }
    return Pattern.compile(",")
        .splitAsStream(text.substring(1, text.length() - 1))
        .map(FrontMatter::unquoted)
        .filter(element -> !element.isEmpty())
        .toList();
  }

  private static String unquoted(String text) {
    String value = text.strip();
    boolean quoted =
        value.length() > 1
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
