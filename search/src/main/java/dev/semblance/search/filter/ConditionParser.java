package dev.semblance.search.filter;

import dev.semblance.document.FieldValue;
import dev.semblance.document.FieldValue.PointValue;
import dev.semblance.query.Filter;
import dev.semblance.query.Filter.Endpoint;
import dev.semblance.search.filter.FilterToken.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads one condition of a filter: a field and a test of its values. *One thread at a time.*
final class ConditionParser {
  private static final String ID = "id";
  private static final String TESTS =
      "expected =, !=, <, <=, >, >=, IN, EXISTS, CONTAINS, STARTS WITH or WITHIN, found ";
  private static final double METERS_PER_MILE = 1_609.344;

  private final FilterTokens tokens;

  ConditionParser(FilterTokens tokens) {
    this.tokens = tokens;
  }

  Filter condition() {
    if (isBelow(tokens.peek(1)) && isBelow(tokens.peek(3))) {
      return between();
    }
    FilterToken named = tokens.peek();
    String field = field();
    boolean negated = tokens.take("NOT");
    Filter test =
        named.kind() == TokenKind.WORD && field.equals(ID) ? ids() : test(field, tokens.next());
    return negated ? new Filter.Not(test) : test;
  }

  private static boolean isBelow(FilterToken token) {
    return token.isSymbol("<") || token.isSymbol("<=");
  }

  /// `2020 <= year < 2024`.
  private Filter between() {
    FieldValue from = tokens.value();
    boolean fromInclusive = tokens.next().isSymbol("<=");
    String field = field();
    boolean toInclusive = tokens.next().isSymbol("<=");
    return new Filter.Range(
        field, new Endpoint(from, fromInclusive), new Endpoint(tokens.value(), toInclusive));
  }

  private String field() {
    FilterToken token = tokens.next();
    boolean reserved =
        token.kind() == TokenKind.WORD
            && FilterParser.RESERVED.contains(token.text().toUpperCase(Locale.ROOT));
    if (reserved || (token.kind() != TokenKind.WORD && token.kind() != TokenKind.NAME)) {
      throw token.error(
          "expected the name of a field, in backquotes where it is a keyword or has spaces, found "
              + token.described());
    }
    return token.text();
  }

  private Filter ids() {
    FilterToken operator = tokens.next();
    return switch (operator.text().toUpperCase(Locale.ROOT)) {
      case "=" -> new Filter.Ids(List.of(tokens.text()));
      case "!=" -> new Filter.Not(new Filter.Ids(List.of(tokens.text())));
      case "IN" -> {
        List<String> ids = new ArrayList<>();
        list(() -> ids.add(tokens.text()));
        yield new Filter.Ids(ids);
      }
      default -> throw operator.error("for `id`, expected =, != or IN");
    };
  }

  private Filter test(String field, FilterToken operator) {
    return switch (operator.kind()) {
      case SYMBOL -> comparison(field, operator);
      case WORD -> keywordTest(field, operator);
      case STRING, NAME, END -> throw operator.error(TESTS + operator.described());
    };
  }

  private Filter comparison(String field, FilterToken operator) {
    return switch (operator.text()) {
      case "=" -> Filter.equal(field, tokens.value());
      case "!=" -> new Filter.Not(Filter.equal(field, tokens.value()));
      case ">", ">=" -> new Filter.Range(field, endpoint(operator), null);
      case "<", "<=" -> new Filter.Range(field, null, endpoint(operator));
      default -> throw operator.error(TESTS + operator.described());
    };
  }

  private Endpoint endpoint(FilterToken operator) {
    return new Endpoint(tokens.value(), operator.text().endsWith("="));
  }

  private Filter keywordTest(String field, FilterToken operator) {
    return switch (operator.text().toUpperCase(Locale.ROOT)) {
      case "IN" -> {
        List<FieldValue> values = new ArrayList<>();
        list(() -> values.add(tokens.value()));
        yield new Filter.In(field, values);
      }
      case "EXISTS" -> new Filter.Exists(field);
      case "CONTAINS" -> new Filter.Contains(field, tokens.text());
      case "STARTS" -> {
        tokens.expect("WITH");
        yield new Filter.StartsWith(field, tokens.text());
      }
      case "WITHIN" -> tokens.take("BOX") ? box(field) : distance(field);
      default -> throw operator.error(TESTS + operator.described());
    };
  }

  private void list(Runnable element) {
    tokens.expect("(");
    if (tokens.peek().isSymbol(")")) {
      tokens.next();
      return;
    }
    element.run();
    while (tokens.peek().isSymbol(",")) {
      tokens.next();
      element.run();
    }
    tokens.expect(")");
  }

  private Filter distance(String field) {
    FilterToken amount = tokens.next();
    String number = amount.text().replaceFirst("(?i)(km|mi|m)$", "");
    String unit = amount.text().substring(number.length());
    FilterToken unitToken = unit.isEmpty() ? tokens.next() : amount;
    double meters =
        FilterTokens.number(amount, number)
            * meters(unitToken, unit.isEmpty() ? unitToken.text() : unit);
    tokens.expect("OF");
    tokens.expect("(");
    PointValue center = point();
    tokens.expect(")");
    return new Filter.WithinDistance(field, center, meters);
  }

  private static double meters(FilterToken token, String unit) {
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "m" -> 1;
      case "km" -> 1_000;
      case "mi" -> METERS_PER_MILE;
      default -> throw token.error("a distance is in m, km or mi, found " + token.described());
    };
  }

  private Filter box(String field) {
    tokens.expect("(");
    PointValue southWest = point();
    tokens.expect(",");
    PointValue northEast = point();
    tokens.expect(")");
    return new Filter.WithinBox(field, southWest, northEast);
  }

  /// `latitude, longitude`.
  private PointValue point() {
    double latitude = tokens.number();
    tokens.expect(",");
    return new PointValue(latitude, tokens.number());
  }
}
