package dev.semblance.search.filter;

import dev.semblance.SemblanceException;
import dev.semblance.query.Filter;

/// A filter as text, on the command line and in URLs:
///
/// ```
/// year >= 2020 AND tag IN (a, b) AND NOT (sold = true) AND name CONTAINS "red shoes"
/// ```
///
/// Grammar, in which keywords have any case:
///
/// ```
/// filter    = all { "OR" all }
/// all       = one { "AND" one }
/// one       = "NOT" one | "(" filter ")" | "ALL" | "NONE" | condition
/// condition = field [ "NOT" ] test | value ( "<" | "<=" ) field ( "<" | "<=" ) value
/// test      = ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) value | "IN" "(" [ value { "," value } ] ")"
///           | "EXISTS" | "CONTAINS" value | "STARTS" "WITH" value
///           | "WITHIN" number ( "m" | "km" | "mi" ) "OF" "(" latitude "," longitude ")"
///           | "WITHIN" "BOX" "(" south "," west "," north "," east ")"
/// field     = word | "`" characters "`"
/// value     = word | string in ' or " with the escapes of JSON
/// ```
///
/// The field `id` is the document's id. A word ends at a space or one of ``( ) , = ! < > " ` ``; as
/// a value it is a number, `true`, `false`, or a text.
public final class FilterText {
  private FilterText() {}

  /// The values have the types that they look like; the schema decides later.
  ///
  /// @throws SemblanceException INVALID with the column of what is wrong
  public static Filter parse(String text) {
    return new FilterParser(FilterToken.all(text)).filter();
  }

  /// A text that [#parse] reads as the same filter.
  public static String write(Filter filter) {
    var text = new StringBuilder();
    new FilterWriter(text).write(filter);
    return text.toString();
  }
}
