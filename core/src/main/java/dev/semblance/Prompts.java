package dev.semblance;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The prompts a model declares, by name, and the name of its default.
///
/// Source: sentence-transformers, `config_sentence_transformers.json`. *Safe for use by many
/// threads.*
///
/// @param named prompt text by name
/// @param defaultName name of the prompt that applies when a request names none, or null
public record Prompts(Map<String, String> named, @Nullable String defaultName) {
  public static final Prompts NONE = new Prompts(Map.of(), null);

  private static final List<String> PASSAGE_NAMES = List.of("document", "passage", "corpus");

  public Prompts {
    named = Map.copyOf(named);
    if (defaultName != null && !named.containsKey(defaultName)) {
      throw new SemblanceException(
          Fault.BROKEN_MODEL,
          "default_prompt_name '" + defaultName + "' is not among the prompts " + named.keySet());
    }
  }

  /// The prefix of a text; empty for none.
  public String prefix(Prompt prompt) {
    return switch (prompt) {
      case Prompt.None _ -> "";
      case Prompt.Default _ -> byDefault();
      case Prompt.Literal(String text) -> text;
      case Prompt.Named(String name) -> byName(name);
      case Prompt.Query _ -> named.getOrDefault("query", byDefault());
      case Prompt.Passage _ ->
          PASSAGE_NAMES.stream()
              .filter(named::containsKey)
              .findFirst()
              .map(this::byName)
              .orElseGet(this::byDefault);
    };
  }

  private String byDefault() {
    return defaultName == null ? "" : byName(defaultName);
  }

  private String byName(String name) {
    String text = named.get(name);
    if (text == null) {
      throw new SemblanceException(
          Fault.INVALID,
          "unknown prompt name '" + name + "'; this model has " + new TreeSet<>(named.keySet()));
    }
    return text;
  }
}
