package dev.semblance.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/reference/tei-compatibility.md` names a test for every row; each must exist.
class CompatibilityPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("semblance.root", ".."), "docs/reference/tei-compatibility.md");
  private static final Pattern TEST_NAME = Pattern.compile("`([A-Z]\\w+Test)\\.(\\w+)`");
  private static final List<String> PACKAGES =
      List.of(
          "dev.semblance.server.grpc.",
          "dev.semblance.server.http.",
          "dev.semblance.server.http.collection.",
          "dev.semblance.server.http.inference.",
          "dev.semblance.server.http.wire.",
          "dev.semblance.server.service.");

  @Test
  void namesTestsThatExist() throws IOException {
    Matcher names = TEST_NAME.matcher(Files.readString(PAGE));
    int found = 0;
    while (names.find()) {
      String type = names.group(1);
      String method = names.group(2);
      assertThat(PACKAGES.stream().anyMatch(at -> exists(at + type, method)))
          .as(names.group())
          .isTrue();
      found++;
    }
    assertThat(found).isGreaterThan(30);
  }

  private static boolean exists(String type, String method) {
    try {
      Method[] methods = Class.forName(type).getDeclaredMethods();
      return Arrays.stream(methods).anyMatch(one -> one.getName().equals(method));
    } catch (ClassNotFoundException _) {
      return false;
    }
  }
}
