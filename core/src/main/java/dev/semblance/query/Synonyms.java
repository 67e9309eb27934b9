package dev.semblance.query;

import com.google.errorprone.annotations.FormatMethod;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Words and phrases that find each other. They are applied to queries, so that a change needs no
/// new index. Immutable.
///
/// @param rules at most [#MAX_RULES]
public record Synonyms(List<Rule> rules) {
  public static final Synonyms NONE = new Synonyms(List.of());

  /// Most rules of a collection.
  public static final int MAX_RULES = 10_000;

  /// Most phrases of a rule.
  public static final int MAX_PHRASES = 64;

  private static final String ONE_WAY = "=>";

  public Synonyms {
    rules = List.copyOf(rules);
    if (rules.size() > MAX_RULES) {
      throw invalid("there are %d synonym rules, more than %d", rules.size(), MAX_RULES);
    }
  }

  /// A query with one of `from` also finds each of `to`.
  ///
  /// @param from words or phrases, at least one
  /// @param to as `from`; the same list where each finds each
  public record Rule(List<String> from, List<String> to) {
    public Rule {
      from = List.copyOf(from);
      to = List.copyOf(to);
    }
  }

  /// Reads one rule a line: `a, b, c` where each finds each, `a, b => c` where a query with `a` or
  /// `b` also finds `c`. Empty lines and lines that begin with `#` and a space are skipped.
  ///
  /// @throws SemblanceException INVALID with the number of the first wrong line
  public static Synonyms parse(List<String> lines) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("# ")) {
        rules.add(rule(line, i + 1));
      }
    }
    return new Synonyms(rules);
  }

  /// The rules as [#parse] reads them.
  public List<String> lines() {
    return rules.stream()
        .map(rule ->
            rule.from().equals(rule.to())
                ? String.join(", ", rule.from())
                : String.join(", ", rule.from()) + " => " + String.join(", ", rule.to()))
        .toList();
  }

  private static Rule rule(String line, int number) {
    int arrow = line.indexOf(ONE_WAY);
    if (arrow < 0) {
      List<String> all = phrases(line, number);
      if (all.size() < 2) {
        throw invalid("line %d of the synonyms needs two words with a comma between", number);
      }
      return new Rule(all, all);
    }
    return new Rule(
        phrases(line.substring(0, arrow), number),
        phrases(line.substring(arrow + ONE_WAY.length()), number));
  }

  private static List<String> phrases(String side, int number) {
    List<String> phrases = Arrays.stream(side.split("[,，、]", -1)).map(String::strip).toList();
    if (phrases.size() > MAX_PHRASES) {
      throw invalid(
          "line %d of the synonyms has %d phrases, more than %d",
          number, phrases.size(), MAX_PHRASES);
    }
    if (phrases.contains("") || side.contains(ONE_WAY)) {
      throw invalid(
          "line %d of the synonyms must be `a, b` or `a => b`, without empty words", number);
    }
    return phrases;
  }

  @FormatMethod
  private static SemblanceException invalid(String format, Object... values) {
    return new SemblanceException(Fault.INVALID, format.formatted(values));
  }
}
