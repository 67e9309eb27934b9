package dev.semblance.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// The main sources of all modules, parsed by the JDK's own compiler.
///
/// Parsed rather than loaded, because class files drop records' canonical names, comments and
/// source annotations, and because the bench is not on the class path of these tests. Parsed once
/// for all tests: about a second.
final class MainSources {
  /// The checkout.
  static final Path ROOT = Path.of(System.getProperty("semblance.root", ".."));

  /// Every Java source of the modules, in alphabetical order.
  private static final List<Path> JAVA = walk();

  /// Every file below a module's `src/main/java`, `package-info.java` included.
  static final List<CompilationUnitTree> ALL = parse(files("/src/main/java/"));

  private MainSources() {}

  /// The `.java` files whose paths contain `part`.
  static List<Path> files(String part) {
    return JAVA.stream().filter(file -> file.toString().contains(part)).toList();
  }

  private static List<Path> walk() {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.sorted().toList()) {
        if (Files.exists(module.resolve("pom.xml")) && Files.exists(module.resolve("src"))) {
          try (Stream<Path> files = Files.walk(module.resolve("src"))) {
            files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(found::add);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  static List<CompilationUnitTree> parse(List<Path> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      return units;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The package as ARCHITECTURE.md writes it: without `dev.semblance`, which is `core`.
  static String packageName(CompilationUnitTree unit) {
    String name = String.valueOf(unit.getPackageName());
    return name.equals("dev.semblance") ? "core" : name.substring("dev.semblance.".length());
  }

  /// The file's name without its folders.
  static String fileName(CompilationUnitTree unit) {
    return Path.of(unit.getSourceFile().getName()).getFileName().toString();
  }
}
