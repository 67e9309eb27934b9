package dev.semblance.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.http.RunningServer;
import java.util.ArrayList;
import java.util.List;

/// What a JSON value must look like, written as JSON in which some strings stand for kinds of
/// values:
///
/// | written | fits |
/// |---|---|
/// | `'<number>'` `'<integer>'` `'<string>'` `'<any>'` | any such value |
/// | `'abc…'` | a string that begins so |
/// | `['<3 of>', x]` `['<some of>', x]` | so many values, or one at least, that each fit `x` |
/// | `{…, '<more>': true}` | an object of other fields too |
///
/// Anything else fits what is equal to it; numbers within 1e-6.
final class Shape {
  private static final double TOLERANCE = 1e-6;

  private Shape() {}

  static void check(String wanted, JsonNode given) {
    check(RunningServer.tree(wanted), given, "the reply");
  }

  /// What a header must look like: a number for `<integer>`, none at all for `-`, else what is
  /// written.
  ///
  /// @param given empty for none
  static void checkHeader(String wanted, String given, String name) {
    switch (wanted) {
      case "<integer>" -> assertThat(given).as(name).matches("\\d+");
      case "-" -> assertThat(given).as(name).isEmpty();
      default -> assertThat(given).as(name).isEqualTo(wanted);
    }
  }

  private static void check(JsonNode wanted, JsonNode given, String at) {
    if (wanted.isObject()) {
      checkObject(wanted, given, at);
    } else if (wanted.isArray()) {
      checkArray(wanted, given, at);
    } else if (wanted.isNumber()) {
      assertThat(given.isNumber()).as("%s is a number: %s", at, given).isTrue();
      assertThat(given.doubleValue()).as(at).isCloseTo(wanted.doubleValue(), within(TOLERANCE));
    } else if (wanted.isTextual()) {
      checkText(wanted.textValue(), given, at);
    } else {
      assertThat(given).as(at).isEqualTo(wanted);
    }
  }

  private static void checkObject(JsonNode wanted, JsonNode given, String at) {
    assertThat(given.isObject()).as("%s is an object: %s", at, given).isTrue();
    List<String> fields = new ArrayList<>();
    wanted.fieldNames().forEachRemaining(fields::add);
    if (fields.remove("<more>")) {
      assertThat(given.fieldNames()).toIterable().as(at).containsAll(fields);
    } else {
      assertThat(given.fieldNames()).toIterable().as(at).hasSameElementsAs(fields);
    }
    fields.forEach(field -> check(wanted.get(field), given.get(field), at + "." + field));
  }

  private static void checkArray(JsonNode wanted, JsonNode given, String at) {
    assertThat(given.isArray()).as("%s is an array: %s", at, given).isTrue();
    String first = wanted.path(0).asText();
    boolean alike = first.endsWith(" of>");
    if (first.equals("<some of>")) {
      assertThat(given).as(at).isNotEmpty();
    } else {
      assertThat(given).as(at).hasSize(alike ? count(first) : wanted.size());
    }
    for (int i = 0; i < given.size(); i++) {
      check(wanted.get(alike ? 1 : i), given.get(i), at + "[" + i + "]");
    }
  }

  private static int count(String some) {
    return Integer.parseInt(some.substring(1, some.indexOf(' ')));
  }

  private static void checkText(String wanted, JsonNode given, String at) {
    String about = at + " is " + given;
    switch (wanted) {
      case "<any>" -> {}
      case "<number>" -> assertThat(given.isNumber()).as(about).isTrue();
      case "<integer>" -> assertThat(given.isIntegralNumber()).as(about).isTrue();
      case "<string>" -> assertThat(given.isTextual()).as(about).isTrue();
      default -> {
        assertThat(given.isTextual()).as(about).isTrue();
        if (wanted.endsWith("…")) {
          assertThat(given.textValue()).as(at).startsWith(wanted.substring(0, wanted.length() - 1));
        } else {
          assertThat(given.textValue()).as(at).isEqualTo(wanted);
        }
      }
    }
  }
}
