package dev.semblance.search.analysis;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.search.analysis.QueryPart.PartKind;
import java.util.ArrayList;
import java.util.List;

/// Reads the operators of a query: `"a phrase"`, `-word`, `-"a phrase"`, `begin*`. What is not
/// complete is text: a quotation mark without a second one, a hyphen inside a word or before a
/// digit, an asterisk alone. *One thread at a time.*
final class QuerySyntax {
  /// Most words with `*`, each of which is looked up in the list of all terms.
  private static final int MAX_BEGINNINGS = 16;

  private final String query;
  private final List<QueryPart> parts = new ArrayList<>();
  private final StringBuilder words = new StringBuilder();
  private int at;

  private QuerySyntax(String query) {
    this.query = query;
  }

  /// @throws SemblanceException INVALID with more than [#MAX_BEGINNINGS] asterisks
  static List<QueryPart> parts(String query) {
    var syntax = new QuerySyntax(query);
    while (syntax.at < query.length()) {
      syntax.next();
    }
    syntax.endWords();
    long beginnings =
        syntax.parts.stream().filter(part -> part.kind() == PartKind.BEGINNING).count();
    if (beginnings > MAX_BEGINNINGS) {
      throw new SemblanceException(
          Fault.INVALID,
          "`query` has %d words with `*`, more than %d; remove some"
              .formatted(beginnings, MAX_BEGINNINGS));
    }
    return syntax.parts;
  }

  private void next() {
    boolean excluded = excludes();
    int start = excluded ? at + 1 : at;
    int close = closingQuote(start);
    if (close > 0) {
      operator(query.substring(start + 1, close), PartKind.PHRASE, excluded);
      at = close + 1;
    } else if (atWordStart()) {
      word(start, excluded);
    } else {
      words.append(query.charAt(at++));
    }
  }

  /// A hyphen at the start of a word excludes it; before a digit it is a sign.
  private boolean excludes() {
    if (query.charAt(at) != '-' || !atWordStart() || at + 1 == query.length()) {
      return false;
    }
    int next = query.codePointAt(at + 1);
    return closingQuote(at + 1) > 0
        || Character.isLetter(next)
        || next == '.'
        || Character.getType(next) == Character.OTHER_SYMBOL;
  }

  private boolean atWordStart() {
    return at == 0 || Character.isWhitespace(query.charAt(at - 1));
  }

  /// Where the phrase ends that begins here; 0 where none does.
  private int closingQuote(int start) {
    if (start >= query.length() || query.charAt(start) != '"') {
      return 0;
    }
    boolean unit = start > 0 && isAsciiWord(query.charAt(start - 1)); // 5"
    return unit ? 0 : Math.max(0, query.indexOf('"', start + 1));
  }

  private static boolean isAsciiWord(char c) {
    return c < 0x80 && Character.isLetterOrDigit(c);
  }

  private void word(int start, boolean excluded) {
    int end = start;
    while (end < query.length()
        && !Character.isWhitespace(query.charAt(end))
        && closingQuote(end) == 0) {
      end++;
    }
    boolean beginning =
        end - start > 1
            && query.charAt(end - 1) == '*'
            && Character.isLetterOrDigit(query.codePointBefore(end - 1));
    if (beginning) {
      operator(query.substring(start, end - 1), PartKind.BEGINNING, excluded);
    } else if (excluded) {
      operator(query.substring(start, end), PartKind.WORDS, true);
    } else {
      words.append(query, start, end);
    }
    at = Math.max(end, at + 1);
  }

  private void operator(String text, PartKind kind, boolean excluded) {
    endWords();
    if (!text.isBlank()) {
      parts.add(new QueryPart(text, kind, excluded));
    }
  }

  private void endWords() {
    if (!words.toString().isBlank()) {
      parts.add(new QueryPart(words.toString(), PartKind.WORDS, false));
    }
    words.setLength(0);
  }
}
