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

  /// Every file below a module's `src/main/java`, `package-info.java` included.
  static final List<CompilationUnitTree> ALL = parse(files("/src/main/java/"));

  private MainSources() {}

  /// The `.java` files whose paths contain `part`, in alphabetical order, build output left out.
  static List<Path> files(String part) {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains(part))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
