package dev.semblance.search.filter;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A part of a filter's text.
///
/// @param text without quotes and escapes
/// @param column where it begins, in characters from 1
record FilterToken(TokenKind kind, String text, int column) {
  enum TokenKind {
    /// Characters without quotes: a field, a keyword, or a value.
    WORD,
    /// A value in quotes.
    STRING,
    /// A field in backquotes.
    NAME,
    SYMBOL,
    END
  }

  private static final String SYMBOLS = "(),=!<>";

  /// The tokens of a text, the last of which is END.
  ///
  /// @throws SemblanceException INVALID
  static List<FilterToken> all(String text) {
    List<FilterToken> tokens = new ArrayList<>();
    int at = 0;
    while (true) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      int column = 1 + text.codePointCount(0, at);
      if (at == text.length()) {
        tokens.add(new FilterToken(TokenKind.END, "", column));
        return tokens;
      }
      int end = end(text, at, column);
      tokens.add(token(text.substring(at, end), column));
      at = end;
    }
  }

  boolean isKeyword(String keyword) {
    return kind == TokenKind.WORD && text.toUpperCase(Locale.ROOT).equals(keyword);
  }

  boolean isSymbol(String symbol) {
    return kind == TokenKind.SYMBOL && text.equals(symbol);
  }

  /// How a message calls it.
  String described() {
    return kind == TokenKind.END ? "the end" : "`" + text + "`";
  }

  SemblanceException error(String message) {
    return error(column, message);
  }

  private static SemblanceException error(int column, String message) {
    return new SemblanceException(
        Fault.INVALID, "`filter`, column %d: %s".formatted(column, message));
  }

  private static FilterToken token(String raw, int column) {
    char first = raw.charAt(0);
    if (first == '`') {
      return new FilterToken(TokenKind.NAME, raw.substring(1, raw.length() - 1), column);
    }
    if (isQuote(first)) {
      return new FilterToken(TokenKind.STRING, unescaped(raw, column), column);
    }
    boolean symbol = SYMBOLS.indexOf(first) >= 0;
    return new FilterToken(symbol ? TokenKind.SYMBOL : TokenKind.WORD, raw, column);
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static int end(String text, int start, int column) {
    char first = text.charAt(start);
    if (SYMBOLS.indexOf(first) >= 0) {
      boolean two = "!<>".indexOf(first) >= 0 && text.startsWith("=", start + 1);
      return start + (two ? 2 : 1);
    }
    if (first == '`' || isQuote(first)) {
      for (int at = start + 1; at < text.length(); at++) {
        if (text.charAt(at) == first) {
          return at + 1;
        }
        at += text.charAt(at) == '\\' && first != '`' ? 1 : 0;
      }
      throw error(column, "the quote that begins here does not end");
    }
    int at = start;
    while (at < text.length() && isOfWord(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isOfWord(char c) {
    return !Character.isWhitespace(c) && SYMBOLS.indexOf(c) < 0 && c != '"' && c != '`';
  }

  private static String unescaped(String raw, int column) {
    StringBuilder text = new StringBuilder();
    int at = 1;
    while (at < raw.length() - 1) {
      char c = raw.charAt(at++);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escape = raw.charAt(at++);
      switch (escape) {
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case 'r' -> text.append('\r');
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case '"', '\'', '\\', '/' -> text.append(escape);
        case 'u' -> {
          text.append(unit(raw, at, column));
          at += 4;
        }
        default -> throw error(column, "a string has no escape `\\" + escape + "`");
      }
    }
    return text.toString();
  }

  private static char unit(String raw, int at, int column) {
    try {
      return (char) Integer.parseInt(raw, at, at + 4, 16);
    } catch (IndexOutOfBoundsException | NumberFormatException _) {
      throw error(column, "`\\u` needs four hexadecimal digits");
    }
  }
}
