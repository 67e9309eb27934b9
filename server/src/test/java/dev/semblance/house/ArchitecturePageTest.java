package dev.semblance.house;

import static dev.semblance.house.MainSources.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// ARCHITECTURE.md against the code.
class ArchitecturePageTest {
  private static final Pattern CLASS_NAME =
      Pattern.compile("`((?:[A-Z][a-z0-9]+){2,})(?:\\.\\w+|\\([^`]*)?`");

  /// Classes of Jetty and of gRPC's error details.
  private static final Set<String> FROM_LIBRARIES = Set.of("HttpConnection", "RetryInfo");

  private static final Pattern QUOTE = Pattern.compile("/// \"([^\"]+)\"");

  /// "Every package's `package-info.java` begins with its caption in the table."
  @Test
  void captionsAreThoseOfThePackages() throws IOException {
    assertThat(PackageTable.ofPage().caption()).isEqualTo(PackageTable.ofCode().caption());
  }

  /// "Every import is in the table, and every entry of the table is an import."
  @Test
  void importsAreThoseOfTheTable() throws IOException {
    PackageTable code = PackageTable.ofCode();
    assertThat(PackageTable.ofPage().imports())
        .as("The table as the code makes it:%n%s%n", code.rows())
        .isEqualTo(code.imports());
  }

  /// "Each rule is a test that quotes its sentence."
  @Test
  void quotedSentencesAreOnThePage() throws IOException {
    String page = oneLine(Files.readString(ROOT.resolve("ARCHITECTURE.md")));
    List<String> missing = new ArrayList<>();
    int quotes = 0;
    for (Path test : MainSources.files("/src/test/java/dev/semblance/house/")) {
      Matcher quote =
          QUOTE.matcher(oneLine(Files.readString(test).replaceAll("\n *///(?! \")", "")));
      while (quote.find()) {
        quotes++;
        if (!page.contains(quote.group(1))) {
          missing.add(quote.group(1));
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(quotes).isGreaterThan(15);
  }

  /// Class names that pages put in backticks: two words in camel case, with or without a member.
  @Test
  void classesNamedOnPagesExist() throws IOException {
    Set<String> known = new TreeSet<>(FROM_LIBRARIES);
    Declarations.MAIN.types().forEach(type -> known.add(type.simpleName()));
    for (Path test : MainSources.files("/src/test/java/")) {
      known.add(test.getFileName().toString().replace(".java", ""));
    }
    Set<String> unknown = new TreeSet<>();
    for (Path page : ReadmePageTest.pages()) {
      String name = ROOT.relativize(page).toString();
      if (name.matches("ARCHITECTURE.md|CONTRIBUTING.md|docs/(concepts|decisions)/.*")) {
        Matcher mentioned = CLASS_NAME.matcher(Files.readString(page));
        while (mentioned.find()) {
          if (!known.contains(mentioned.group(1))) {
            unknown.add(name + ": " + mentioned.group(1));
          }
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
