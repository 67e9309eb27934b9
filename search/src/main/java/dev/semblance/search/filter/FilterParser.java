package dev.semblance.search.filter;

import dev.semblance.SemblanceException;
import dev.semblance.document.FieldValue;
import dev.semblance.query.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Reads a filter by recursive descent; [FilterText] has the grammar. *One thread at a time.*
final class FilterParser {
  private static final int MAX_DEPTH = 64;

  /// Words that cannot be the name of a field without backquotes.
  static final Set<String> RESERVED =
      Set.of("AND", "OR", "NOT", "ALL", "NONE", "IN", "EXISTS", "CONTAINS", "STARTS", "WITHIN");

  private static final String EXPECTED_CONDITION =
      "expected a condition, such as `year >= 2020`, found ";

  private final FilterTokens tokens;
  private final ConditionParser conditions;
  private int depth;

  FilterParser(List<FilterToken> all) {
    tokens = new FilterTokens(all);
    conditions = new ConditionParser(tokens);
  }

  /// @throws SemblanceException INVALID
  Filter filter() {
    Filter filter = any();
    FilterToken rest = tokens.peek();
    if (rest.kind() != FilterToken.TokenKind.END) {
      throw rest.error("expected AND, OR or the end, found " + rest.described());
    }
    return filter;
  }

  private Filter any() {
    return joined("OR", this::all, Filter.Or::new);
  }

  private Filter all() {
    return joined("AND", this::one, Filter.And::new);
  }

  private Filter joined(
      String keyword, Supplier<Filter> part, Function<List<Filter>, Filter> join) {
    List<Filter> parts = new ArrayList<>();
    do {
      parts.add(part.get());
    } while (tokens.take(keyword));
    return parts.size() == 1 ? parts.getFirst() : join.apply(parts);
  }

  private Filter one() {
    FilterToken first = tokens.peek();
    if (++depth > MAX_DEPTH) {
      throw first.error("nested deeper than " + MAX_DEPTH);
    }
    Filter filter = one(first);
    depth--;
    return filter;
  }

  private Filter one(FilterToken first) {
    if (tokens.take("NOT")) {
      return new Filter.Not(one());
    }
    if (tokens.take("ALL")) {
      return Filter.ALL;
    }
    if (tokens.take("NONE")) {
      return new Filter.Or(List.of());
    }
    if (first.isSymbol("(")) {
      tokens.next();
      Filter inner = any();
      tokens.expect(")");
      return inner;
    }
    return switch (first.kind()) {
      case WORD, NAME, STRING -> conditions.condition();
      case SYMBOL, END -> throw first.error(EXPECTED_CONDITION + first.described());
    };
  }

  /// The value of a word: a number, a boolean or a text.
  static FieldValue value(String word) {
    if (word.matches("[-+]?\\d{1,18}")) {
      return new FieldValue.IntegerValue(Long.parseLong(word));
    }
    if (word.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
      return large(word);
    }
    return switch (word) {
      case "true" -> new FieldValue.BooleanValue(true);
      case "false" -> new FieldValue.BooleanValue(false);
      default -> new FieldValue.KeywordValue(word);
    };
  }

  private static FieldValue large(String word) {
    try {
      return new FieldValue.IntegerValue(Long.parseLong(word));
    } catch (NumberFormatException _) {
      return new FieldValue.NumberValue(Double.parseDouble(word));
    }
  }
}
