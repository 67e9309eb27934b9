package dev.semblance.search.filter;

import dev.semblance.SemblanceException;
import dev.semblance.document.FieldValue;
import java.util.List;

/// The tokens of a filter that are still to be read. *One thread at a time.*
final class FilterTokens {
  private final List<FilterToken> all;
  private int at;

  FilterTokens(List<FilterToken> all) {
    this.all = all;
  }

  FilterToken peek() {
    return peek(0);
  }

  /// @param ahead how many tokens to skip; at the end, END
  FilterToken peek(int ahead) {
    return all.get(Math.min(at + ahead, all.size() - 1));
  }

  FilterToken next() {
    FilterToken next = peek();
    at++;
    return next;
  }

  /// Whether the next token is a keyword, which is then read.
  boolean take(String keyword) {
    boolean taken = peek().isKeyword(keyword);
    at += taken ? 1 : 0;
    return taken;
  }

  /// Reads a symbol or keyword.
  ///
  /// @throws SemblanceException INVALID
  void expect(String expected) {
    FilterToken next = next();
    if (!next.isSymbol(expected) && !next.isKeyword(expected)) {
      throw next.error("expected `%s`, found %s".formatted(expected, next.described()));
    }
  }

  /// Reads a value.
  ///
  /// @throws SemblanceException INVALID
  FieldValue value() {
    FilterToken next = next();
    return switch (next.kind()) {
      case WORD -> FilterParser.value(next.text());
      case STRING -> new FieldValue.KeywordValue(next.text());
      case NAME, SYMBOL, END ->
          throw next.error("expected a value, found %s".formatted(next.described()));
    };
  }

  /// Reads a text: a value as it is written.
  String text() {
    FilterToken next = peek();
    value();
    return next.text();
  }

  /// Reads a number.
  ///
  /// @throws SemblanceException INVALID
  double number() {
    FilterToken next = next();
    return number(next, next.text());
  }

  /// @param text the part of a token that is a number
  static double number(FilterToken token, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw token.error("expected a number, found " + token.described());
    }
  }
}
