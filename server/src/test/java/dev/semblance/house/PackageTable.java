package dev.semblance.house;

import com.sun.source.tree.CompilationUnitTree;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The table of packages: as ARCHITECTURE.md shows it, and as computed from the code.
///
/// Packages are named without `dev.semblance`; `core` is that package itself.
///
/// @param caption the first sentence of the package's comment
/// @param imports the packages it imports, in alphabetical order, or `nothing`
record PackageTable(Map<String, String> caption, Map<String, String> imports) {
  /// The main classes of all modules.
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.semblance");

  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z0-9.]+)` \\| (.+?) \\| (.*?) \\|$");

  private static final Pattern IMPORT = Pattern.compile("^(dev\\.semblance[a-z0-9.]*)\\.[A-Z]");

  static PackageTable ofPage() throws IOException {
    var table = new PackageTable(new TreeMap<>(), new TreeMap<>());
    for (String line : Files.readAllLines(MainSources.ROOT.resolve("ARCHITECTURE.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.find()) {
        table.caption.put(row.group(1), row.group(2));
        table.imports.put(row.group(1), row.group(3));
      }
    }
    return table;
  }

  static PackageTable ofCode() throws IOException {
    return new PackageTable(captionsWritten(), importsUsed());
  }

  /// The rows in the form of the page.
  String rows() {
    return imports.entrySet().stream()
        .map(row ->
            "| `%s` | %s | %s |".formatted(row.getKey(), caption.get(row.getKey()), row.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static Map<String, String> importsUsed() throws IOException {
    Map<String, TreeSet<String>> used = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      TreeSet<String> to = used.computeIfAbsent(name(type.getPackageName()), _ -> new TreeSet<>());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
        if (target.startsWith("dev.semblance")) {
          to.add(name(target));
        }
      }
    }
    importsWritten()
        .forEach((name, to) -> used.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(to));
    Map<String, String> imports = new TreeMap<>();
    used.forEach((name, to) -> {
      to.remove(name);
      imports.put(name, to.isEmpty() ? "nothing" : String.join(", ", to));
    });
    return imports;
  }

  /// Import statements: constants leave no trace in class files, and the bench's classes are not on
  /// the class path of these tests.
  private static Map<String, TreeSet<String>> importsWritten() {
    Map<String, TreeSet<String>> written = new TreeMap<>();
    for (CompilationUnitTree unit : MainSources.ALL) {
      TreeSet<String> to =
          written.computeIfAbsent(MainSources.packageName(unit), _ -> new TreeSet<>());
      unit.getImports().stream()
          .map(line -> IMPORT.matcher(line.getQualifiedIdentifier().toString()))
          .filter(Matcher::find)
          .map(imported -> name(imported.group(1)))
          .forEach(to::add);
    }
    return written;
  }

  private static Map<String, String> captionsWritten() throws IOException {
    Map<String, String> captions = new TreeMap<>();
    for (CompilationUnitTree unit : MainSources.ALL) {
      if (MainSources.fileName(unit).equals("package-info.java")) {
        captions.put(MainSources.packageName(unit), caption(Path.of(unit.getSourceFile().toUri())));
      }
    }
    return captions;
  }

  /// The first paragraph of the comment, which is one sentence.
  private static String caption(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .takeWhile(line -> line.startsWith("///") && !line.equals("///"))
        .map(line -> line.substring(3).strip())
        .collect(Collectors.joining(" "));
  }

  private static String name(String packageName) {
    return packageName.equals("dev.semblance")
        ? "core"
        : packageName.substring("dev.semblance.".length());
  }
}
