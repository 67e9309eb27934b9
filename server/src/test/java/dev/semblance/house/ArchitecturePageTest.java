package dev.semblance.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// ARCHITECTURE.md against the code: every room is on the page, with the caption its package-info
/// gives and the imports its row of the table allows.
class ArchitecturePageTest {
  private static final Path ROOT = Path.of(System.getProperty("semblance.root", ".."));

  /// A row of the page's table: room, caption, rooms it imports.
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z.]+)` \\| (.+?) \\| (.*?) \\|$", Pattern.MULTILINE);

  private static final Pattern MODULE = Pattern.compile("<module>(\\w+)</module>");

  @Test
  void captionsAreThoseOfThePackages() throws IOException {
    Map<String, String> onThePage = new TreeMap<>();
    rows().forEach((room, row) -> onThePage.put(room, row.group(2)));
    assertThat(onThePage).isEqualTo(captions());
  }

  @Test
  void importsAreThoseOfTheTable() throws IOException {
    Map<String, String> onThePage = new TreeMap<>();
    rows().forEach((room, row) -> onThePage.put(room, row.group(3)));
    Map<String, String> table = new TreeMap<>();
    Rooms.TABLE.forEach((room, imports) ->
        table.put(room, imports.isEmpty() ? "nothing" : String.join(", ", imports)));
    assertThat(onThePage).isEqualTo(table);
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

  private static Map<String, Matcher> rows() throws IOException {
    Map<String, Matcher> rows = new TreeMap<>();
    for (String line : Files.readAllLines(ROOT.resolve("ARCHITECTURE.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.find()) {
        rows.put(row.group(1), row);
      }
    }
    return rows;
  }

  private static Map<String, String> captions() throws IOException {
    Map<String, String> captions = new TreeMap<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file :
          files
              .filter(file -> file.endsWith("package-info.java"))
              .filter(file -> file.toString().contains("/src/main/"))
              .toList()) {
        captions.put(room(file), caption(file));
      }
    }
    return captions;
  }

  private static String room(Path file) {
    String path = file.toString().replaceAll(".*/src/main/java/", "").replaceAll("/[^/]*$", "");
    return Rooms.of(path.replace('/', '.'));
  }

  /// The first paragraph of the comment, which is one sentence.
  private static String caption(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .takeWhile(line -> line.startsWith("///") && !line.equals("///"))
        .map(line -> line.substring(3).strip())
        .collect(Collectors.joining(" "));
  }
}
