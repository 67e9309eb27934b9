package dev.semblance.search.ingest.jdk;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.search.ingest.DocumentReader;
import dev.semblance.search.ingest.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The documentation comments of a JDK: one document for each public type, constructor and method
/// with a comment, in the packages that its modules export to every module.
///
/// The title is the signature, such as `java.util.List.of(E... elements)`; the id is the same
/// without the parameters' names, `java.util.List.of(E...)`; the text is the comment without markup
/// and, of its tags, what the method returns and whether it is deprecated. Fields: `module`,
/// `package`, `type`, `kind`. Module `java.base` comes first, then the others by name.
///
/// @param zip the `src.zip` with a folder for each module, as in a JDK
/// @param leading files that come before all others: `java.base/java/util/List.java`
public record JdkDocs(Path zip, List<String> leading) implements Source {
  public JdkDocs {
    leading = List.copyOf(leading);
  }

  JdkDocs(Path zip) {
    this(zip, List.of());
  }

  /// The comments of the JDK that runs this program.
  ///
  /// @throws SemblanceException NOT_FOUND when it has no sources; the message says what to install
  public static JdkDocs ofRunningJdk() {
    return of(Path.of(System.getProperty("java.home")));
  }

  static JdkDocs of(Path home) {
    Path zip = home.resolve("lib").resolve("src.zip");
    if (Files.notExists(zip)) {
      int version = Runtime.version().feature();
      throw new SemblanceException(
          Fault.NOT_FOUND,
          "the JDK in %s carries no sources: there is no %s. Install them (Debian, Ubuntu:"
                  .formatted(home, zip)
              + " openjdk-%d-source; Fedora: java-%d-openjdk-src) or a JDK whose archive has them,"
                  .formatted(version, version)
              + " such as Eclipse Temurin");
    }
    return new JdkDocs(zip);
  }

  /// The same with some files before all others.
  public JdkDocs beginningWith(List<String> files) {
    return new JdkDocs(zip, files);
  }

  @Override
  public String name() {
    return "the documentation of JDK " + Runtime.version();
  }

  /// @throws SemblanceException NOT_FOUND when the file is not there, INVALID when it is no zip of
  ///   module sources, UNSUPPORTED when this Java has no compiler
  @Override
  public DocumentReader open() {
    return new JdkDocsReader(JdkSources.open(zip, leading));
  }
}
