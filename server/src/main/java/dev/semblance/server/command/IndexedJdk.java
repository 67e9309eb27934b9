package dev.semblance.server.command;

import dev.semblance.search.ingest.jdk.JdkDocs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// Which JDK's documentation a demo's index holds, and how much of it. Immutable.
///
/// Kept in the data directory as `demo.properties`: written before the first document with
/// `documents=0`, so that an interrupted demo goes on with what it has, and again after the last.
///
/// @param jdk its version, and the size and time of its sources; empty for none
/// @param documents how many were asked for; the largest number stands for all
record IndexedJdk(String jdk, long documents) {
  private static final String FILE = "demo.properties";

  static IndexedJdk of(JdkDocs docs, long documents) throws IOException {
    String sources =
        Files.size(docs.zip()) + " bytes of " + Files.getLastModifiedTime(docs.zip()).toInstant();
    return new IndexedJdk(Runtime.version() + ", " + sources, documents);
  }

  /// What the directory's index holds.
  static IndexedJdk read(Path data) throws IOException {
    Path file = data.resolve(FILE);
    if (Files.notExists(file)) {
      return new IndexedJdk("", 0);
    }
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    try {
      return new IndexedJdk(
          properties.getProperty("jdk", ""), Long.parseLong(properties.getProperty("documents")));
    } catch (NumberFormatException _) {
      return new IndexedJdk("", 0); // cut off while it was written
    }
  }

  boolean sameJdk(IndexedJdk other) {
    return jdk.equals(other.jdk);
  }

  boolean covers(IndexedJdk wanted) {
    return sameJdk(wanted) && documents >= wanted.documents;
  }

  /// Remembers that documents of this JDK are coming.
  void begin(Path data) throws IOException {
    new IndexedJdk(jdk, 0).write(data);
  }

  void write(Path data) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("jdk", jdk);
    properties.setProperty("documents", Long.toString(documents));
    try (var out = Files.newBufferedWriter(data.resolve(FILE))) {
      properties.store(out, "What the collection of this demo was made from");
    }
  }
}
