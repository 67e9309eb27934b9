package dev.semblance.search.ingest.jdk;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// Java sources parsed by the JDK's own compiler, without attribution, so that a file needs no
/// other file. *Confined to the thread that opened it.*
///
/// @param units one for each source
/// @param docs finds their comments
/// @param problems syntax errors
record Parsed(List<CompilationUnitTree> units, DocTrees docs, List<JdkItem> problems) {
  private static final List<String> OPTIONS = List.of("-proc:none", "-Xlint:none");
  private static final @Nullable JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  /// @throws SemblanceException UNSUPPORTED when this Java has no compiler
  static Parsed of(List<SourceText> sources) {
    JavaCompiler compiler = COMPILER;
    if (compiler == null) {
      throw new SemblanceException(
          Fault.UNSUPPORTED,
          "the Java in "
              + System.getProperty("java.home")
              + " has no compiler: a whole JDK is needed");
    }
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, null, null)) {
      var task = (JavacTask) compiler.getTask(null, files, diagnostics, OPTIONS, null, sources);
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      List<JdkItem> problems =
          diagnostics.getDiagnostics().stream()
              .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
              .map(Parsed::problem)
              .toList();
      return new Parsed(units, DocTrees.instance(task), problems);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JdkItem problem(Diagnostic<? extends JavaFileObject> each) {
    String file = each.getSource() == null ? "source" : each.getSource().getName();
    return new JdkItem(
        file + ", line " + each.getLineNumber(), new Refused(null, each.getMessage(Locale.ROOT)));
  }
}
