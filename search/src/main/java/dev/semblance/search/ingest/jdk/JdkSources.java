package dev.semblance.search.ingest.jdk;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExportsTree;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.io.IoReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The sources of a JDK's exported packages: a zip whose entries are called
/// `module/package/folders/Type.java`. *One thread at a time.*
final class JdkSources implements AutoCloseable {
  /// One exported package.
  ///
  /// @param entries its files in the zip, without its `package-info`
  record Exported(String module, String name, List<String> entries) {
    private Exported with(List<String> changed) {
      return new Exported(module, name, changed);
    }
  }

  private final ZipFile zip;
  private final List<Exported> packages;

  private JdkSources(ZipFile zip, List<String> first) {
    this.zip = zip;
    this.packages = beginningWith(first, exported());
  }

  /// @throws SemblanceException NOT_FOUND, or INVALID when it is no zip of module sources
  ///
  /// @param first entries that come before all others, if they are in exported packages
  static JdkSources open(Path file, List<String> first) {
    if (Files.notExists(file)) {
      throw new SemblanceException(Fault.NOT_FOUND, "there is no file " + file);
    }
    try {
      var sources = new JdkSources(new ZipFile(file.toFile()), first);
      if (sources.packages.isEmpty()) {
        sources.close();
        throw new SemblanceException(
            Fault.INVALID, file + " holds no module that exports a package");
      }
      return sources;
    } catch (IOException e) {
      throw new SemblanceException(
          Fault.INVALID, file + " is not a readable zip: " + IoReason.of(e), e);
    }
  }

  String name() {
    return zip.getName();
  }

  /// The parts of a package that come first, then all exported packages, `java.base` first.
  List<Exported> packages() {
    return packages;
  }

  List<SourceText> texts(List<String> entries) {
    return entries.stream().map(this::text).toList();
  }

  private SourceText text(String entry) {
    try (var in = zip.getInputStream(zip.getEntry(entry))) {
      return new SourceText(entry, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Exported> exported() {
    // A module's own folder, which has its module-info, comes before its packages' folders.
    TreeMap<String, List<String>> folders =
        zip.stream()
            .map(ZipEntry::getName)
            .filter(name -> name.endsWith(".java") && !name.endsWith("/package-info.java"))
            .filter(name -> name.indexOf('/') > 0)
            .sorted()
            .collect(Collectors.groupingBy(JdkSources::folder, TreeMap::new, Collectors.toList()));
    Map<String, Set<String>> exports = new HashMap<>();
    List<Exported> all = new ArrayList<>();
    folders.forEach((folder, files) -> {
      int slash = folder.indexOf('/');
      if (slash < 0) {
        exports.put(folder, exports(files));
        return;
      }
      String module = folder.substring(0, slash);
      String name = folder.substring(slash + 1).replace('/', '.');
      if (exports.getOrDefault(module, Set.of()).contains(name)) {
        all.add(new Exported(module, name, files));
      }
    });
    all.sort(Comparator.comparing(each -> !each.module().equals("java.base")));
    return List.copyOf(all);
  }

  private static List<Exported> beginningWith(List<String> first, List<Exported> packages) {
    List<Exported> ordered = new ArrayList<>();
    for (String entry : first) {
      packages.stream()
          .filter(each -> each.entries().contains(entry))
          .forEach(each -> ordered.add(each.with(List.of(entry))));
    }
    for (Exported each : packages) {
      ordered.add(each.with(each.entries().stream().filter(e -> !first.contains(e)).toList()));
    }
    return List.copyOf(ordered);
  }

  private static String folder(String entry) {
    return entry.substring(0, entry.lastIndexOf('/'));
  }

  /// The packages that a module exports to every module.
  private Set<String> exports(List<String> filesOfModule) {
    Set<String> exports = new HashSet<>();
    for (CompilationUnitTree unit : Parsed.of(texts(filesOfModule)).units()) {
      if (unit.getModule() != null) {
        unit.getModule().getDirectives().stream()
            .filter(ExportsTree.class::isInstance)
            .map(ExportsTree.class::cast)
            .filter(export -> export.getModuleNames() == null)
            .forEach(export -> exports.add(export.getPackageName().toString()));
      }
    }
    return exports;
  }
}
