package dev.semblance.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.http.RunningServer;
import java.util.ArrayList;
import java.util.List;

/// Pattern of a JSON value, written as JSON in which some strings match kinds of values:
///
/// | written | matches |
/// |---|---|
/// | `'<number>'` `'<integer>'` `'<string>'` `'<any>'` | any such value |
/// | `'abc…'` | a string with this beginning |
/// | `['<3 of>', x]` `['<some of>', x]` | that many values, or at least one, that each match `x` |
/// | `{…, '<more>': true}` | an object that may have other fields |
///
/// Anything else matches an equal value; numbers within 1e-6.
final class Shape {
  private static final double TOLERANCE = 1e-6;

  private Shape() {}

  static void check(String expected, JsonNode actual) {
    check(RunningServer.tree(expected), actual, "the reply");
  }

  /// Checks a header: `<integer>` matches a number, `-` an absent header, anything else itself.
  ///
  /// @param actual empty for none
  static void checkHeader(String expected, String actual, String name) {
    switch (expected) {
      case "<integer>" -> assertThat(actual).as(name).matches("\\d+");
      case "-" -> assertThat(actual).as(name).isEmpty();
      default -> assertThat(actual).as(name).isEqualTo(expected);
    }
  }

  private static void check(JsonNode expected, JsonNode actual, String at) {
    if (expected.isObject()) {
      checkObject(expected, actual, at);
    } else if (expected.isArray()) {
      checkArray(expected, actual, at);
    } else if (expected.isNumber()) {
      assertThat(actual.isNumber()).as("%s is a number: %s", at, actual).isTrue();
      assertThat(actual.doubleValue()).as(at).isCloseTo(expected.doubleValue(), within(TOLERANCE));
    } else if (expected.isTextual()) {
      checkText(expected.textValue(), actual, at);
    } else {
      assertThat(actual).as(at).isEqualTo(expected);
    }
  }

  private static void checkObject(JsonNode expected, JsonNode actual, String at) {
    assertThat(actual.isObject()).as("%s is an object: %s", at, actual).isTrue();
    List<String> fields = new ArrayList<>();
    expected.fieldNames().forEachRemaining(fields::add);
    if (fields.remove("<more>")) {
      assertThat(actual.fieldNames()).toIterable().as(at).containsAll(fields);
    } else {
      assertThat(actual.fieldNames()).toIterable().as(at).hasSameElementsAs(fields);
    }
    fields.forEach(field -> check(expected.get(field), actual.get(field), at + "." + field));
  }

  private static void checkArray(JsonNode expected, JsonNode actual, String at) {
    assertThat(actual.isArray()).as("%s is an array: %s", at, actual).isTrue();
    String first = expected.path(0).asText();
    boolean alike = first.endsWith(" of>");
    if (first.equals("<some of>")) {
      assertThat(actual).as(at).isNotEmpty();
    } else {
      assertThat(actual).as(at).hasSize(alike ? count(first) : expected.size());
    }
    for (int i = 0; i < actual.size(); i++) {
      check(expected.get(alike ? 1 : i), actual.get(i), at + "[" + i + "]");
    }
  }

  private static int count(String some) {
    return Integer.parseInt(some.substring(1, some.indexOf(' ')));
  }

  private static void checkText(String expected, JsonNode actual, String at) {
    String about = at + " is " + actual;
    switch (expected) {
      case "<any>" -> {}
      case "<number>" -> assertThat(actual.isNumber()).as(about).isTrue();
      case "<integer>" -> assertThat(actual.isIntegralNumber()).as(about).isTrue();
      case "<string>" -> assertThat(actual.isTextual()).as(about).isTrue();
      default -> {
        assertThat(actual.isTextual()).as(about).isTrue();
        if (expected.endsWith("…")) {
          assertThat(actual.textValue())
              .as(at)
              .startsWith(expected.substring(0, expected.length() - 1));
        } else {
          assertThat(actual.textValue()).as(at).isEqualTo(expected);
        }
      }
    }
  }
}
