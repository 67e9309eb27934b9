package dev.semblance.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `docs/reference/tei-compatibility.md` names an existing test in every row, and has a row for
/// every claim of the files of exchanges.
class CompatibilityPageTest {
  private static final Path ROOT = Path.of(System.getProperty("semblance.root", ".."));
  private static final Pattern TEST_NAME = Pattern.compile("`([A-Z]\\w+Test)\\.(\\w+)`");
  private static final Map<String, String> TESTS = tests();

  /// Beginnings of table lines that are headings.
  private static final Set<String> HEADS =
      Set.of("|---", "| what |", "| trap |", "| TEI |", "| option |");

  @Test
  void namedTestsExist() throws IOException {
    Matcher names = TEST_NAME.matcher(String.join("\n", page()));
    int found = 0;
    while (names.find()) {
      String source = TESTS.getOrDefault(names.group(1), "");
      assertThat(source.contains("void " + names.group(2) + "(")).as(names.group()).isTrue();
      found++;
    }
    assertThat(found).isGreaterThan(100);
  }

  /// Or the text above its table does.
  @Test
  void everyRowOfEveryTableNamesATest() throws IOException {
    boolean namedAbove = false;
    int rows = 0;
    for (String line : page()) {
      if (line.startsWith("#")) {
        namedAbove = false;
      } else if (!line.startsWith("|")) {
        namedAbove |= TEST_NAME.matcher(line).find();
      } else if (HEADS.stream().noneMatch(line::startsWith)) {
        assertThat(namedAbove || TEST_NAME.matcher(line).find()).as(line).isTrue();
        rows++;
      }
    }
    assertThat(rows).isGreaterThan(170);
  }

  @ParameterizedTest
  @CsvSource({"http.txt, HttpConformanceTest", "grpc.txt, GrpcConformanceTest"})
  void rowsAreTheClaimsOfTheExchanges(String file, String test) throws IOException {
    List<String> shown = new ArrayList<>();
    boolean isClaimTable = false; // other tables list differences
    for (String line : page()) {
      isClaimTable = line.startsWith("| what |") || (isClaimTable && line.startsWith("|"));
      if (isClaimTable && line.contains("`" + test + ".")) {
        shown.add(line.substring(2, line.indexOf(" | ", 2)));
      }
    }
    assertThat(shown).containsExactlyElementsOf(Exchange.claims(file));
  }

  @Test
  void differencesOfTheExchangesAreRows() throws IOException {
    List<String> page = page();
    for (String claim : Exchange.claims("differences.txt")) {
      assertThat(page)
          .filteredOn(line -> line.startsWith("| " + claim + " | "))
          .as(claim)
          .hasSize(1)
          .allSatisfy(line -> assertThat(line).contains("`HttpConformanceTest.answersAsWritten`"));
    }
  }

  private static List<String> page() throws IOException {
    return Files.readAllLines(ROOT.resolve("docs/reference/tei-compatibility.md"));
  }

  /// Sources of all tests by class name.
  private static Map<String, String> tests() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().contains("src/test/java/"))
          .filter(file -> file.toString().endsWith("Test.java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  CompatibilityPageTest::source,
                  String::concat)); // the same name in two modules
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String source(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
