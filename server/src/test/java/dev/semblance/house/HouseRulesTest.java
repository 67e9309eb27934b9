package dev.semblance.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.semblance.house.PackageTable.CLASSES;
import static dev.semblance.house.PackageTable.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.semblance.SemblanceException;
import dev.semblance.server.http.wire.HttpError;
import dev.semblance.server.json.JsonError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The rules that hold the walls up; each test guards the sentence it quotes.
class HouseRulesTest {
  private static final int LONGEST_FILE = 400;
  private static final int MOST_PARAMETERS = 5;

  /// "No package cycle, ever."
  @Test
  void noPackageCycle() {
    slices().matching("dev.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  /// "`core` imports nothing" but the JDK.
  @Test
  void coreNeedsNothingButTheJdk() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.semblance",
            "dev.semblance.collection",
            "dev.semblance.io",
            "dev.semblance.rank",
            "dev.semblance.vector")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("dev.semblance..", "java..", "jdk..", "org.jspecify..")
        .check(CLASSES);
  }

  /// "One exception type for users." [HttpError] and [JsonError] become replies inside the server.
  @Test
  void oneExceptionTypeForUsers() {
    assertThat(
            CLASSES.stream()
                .filter(one -> one.isAssignableTo(Throwable.class))
                .filter(one -> one.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getName))
        .containsExactlyInAnyOrder(
            SemblanceException.class.getName(),
            HttpError.class.getName(),
            JsonError.class.getName());
  }

  /// "No class called Util, Helper, Manager, Impl, Abstract…, Base…."
  @Test
  void noClassHasAnEmptyName() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Helpers?|Manager|Impl)$")
        .orShould()
        .haveNameMatching(".*\\.(Abstract|Base)[A-Z].*")
        .check(CLASSES);
  }

  /// "At most five parameters"; a record's components are its nouns, not parameters.
  @Test
  void atMostFiveParameters() {
    List<String> offenders =
        CLASSES.stream()
            .flatMap(one -> one.getMethods().stream())
            .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
            .filter(method -> !method.getName().startsWith("lambda$"))
            .filter(method -> method.getRawParameterTypes().size() > MOST_PARAMETERS)
            .map(method -> method.getFullName())
            .toList();
    assertThat(offenders).isEmpty();
  }

  /// "Files stay small … 400 needs a reason."
  @Test
  void filesStaySmall() throws IOException {
    for (Path file : sources()) {
      try (Stream<String> lines = Files.lines(file)) {
        assertThat(lines.count()).as(file.toString()).isLessThanOrEqualTo(LONGEST_FILE);
      }
    }
  }

  /// "Closed sets are sealed … switched without `default`": a default over a sealed noun hides the
  /// compiler's list of what a new case breaks.
  @Test
  void noSwitchOverRecordPatternsHasADefault() throws IOException {
    for (Path file : sources()) {
      String source = Files.readString(file);
      for (String body : source.split("switch \\(", -1)) {
        String cases = body.substring(0, Math.min(body.length(), 1500));
        int fallback = cases.indexOf("default ->");
        int pattern = cases.indexOf("case ");
        boolean overRecords =
            pattern >= 0 && cases.substring(pattern).matches("(?s)case [A-Z]\\w+\\.?\\w*\\(.*");
        assertThat(
                overRecords && fallback > pattern && !cases.substring(0, fallback).contains("};"))
            .as("%s switches over record patterns with a default", file)
            .isFalse();
      }
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .toList();
    }
  }
}
