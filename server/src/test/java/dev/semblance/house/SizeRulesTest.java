package dev.semblance.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Sizes of parameter lists, files and packages. Each test quotes its sentence of ARCHITECTURE.md.
class SizeRulesTest {
  private static final int PARAMETERS = 5;
  private static final int FILE_LINES = 400;
  private static final int PACKAGE_FILES = 40;

  /// "At most five parameters, in methods, constructors and record components alike."
  @Test
  void atMostFiveParameters() {
    assertThat(Declarations.MAIN.callables())
        .filteredOn(callable -> callable.parameters() > PARAMETERS)
        .as("group the rest in a nested record")
        .isEmpty();
  }

  /// "Files have fewer than 400 lines."
  @Test
  void filesHaveFewerThan400Lines() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : MainSources.files("/src/")) {
      try (Stream<String> lines = Files.lines(file)) {
        long count = lines.count();
        if (count >= FILE_LINES) {
          tooLong.add(file.getFileName() + ": " + count);
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }

  /// "Packages have fewer than 40 files." `package-info.java` is one of them.
  @Test
  void packagesHaveFewerThan40Files() {
    Map<String, Long> files =
        MainSources.ALL.stream()
            .collect(
                Collectors.groupingBy(
                    MainSources::packageName, TreeMap::new, Collectors.counting()));
    files.values().removeIf(count -> count < PACKAGE_FILES);
    assertThat(files).isEmpty();
  }
}
