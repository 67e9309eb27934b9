package dev.semblance.house;

import static dev.semblance.house.PackageTable.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// ARCHITECTURE.md against the code.
class ArchitecturePageTest {
  private static final Pattern MODULE = Pattern.compile("<module>(\\w+)</module>");

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

  @Test
  void everyModuleIsOnThePage() throws IOException {
    String page = Files.readString(ROOT.resolve("ARCHITECTURE.md"));
    Matcher modules = MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")));
    List<String> missing = new ArrayList<>();
    while (modules.find()) {
      if (!page.contains(modules.group(1) + "/")) {
        missing.add(modules.group(1));
      }
    }
    assertThat(missing).isEmpty();
  }
}
