package dev.semblance.server.command.serve;

import dev.semblance.search.ingest.jdk.JdkDocs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// Which JDK's documentation the index of `demo` contains, and how much of it. Immutable.
///
/// Stored in the data directory as `demo.properties`: written before the first document with
/// `documents=0`, so that an interrupted demo resumes, and again after the last.
///
/// @param jdk its version, and the size and time of its sources; empty for no index
/// @param documents how many were requested; `Long.MAX_VALUE` for all
record IndexedJdk(String jdk, long documents) {
  private static final String FILE = "demo.properties";

  static IndexedJdk of(JdkDocs docs, long documents) throws IOException {
    String sources =
        Files.size(docs.zip()) + " bytes of " + Files.getLastModifiedTime(docs.zip()).toInstant();
    return new IndexedJdk(Runtime.version() + ", " + sources, documents);
  }

  /// What the index of a data directory contains.
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
      return new IndexedJdk("", 0); // truncated while it was written
    }
  }

  boolean sameJdk(IndexedJdk other) {
    return jdk.equals(other.jdk);
  }

  boolean covers(IndexedJdk wanted) {
    return sameJdk(wanted) && documents >= wanted.documents;
  }

  /// Records that indexing of this JDK has begun.
  void begin(Path data) throws IOException {
    new IndexedJdk(jdk, 0).write(data);
  }

  void write(Path data) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("jdk", jdk);
    properties.setProperty("documents", Long.toString(documents));
    try (var out = Files.newBufferedWriter(data.resolve(FILE))) {
      properties.store(out, "Source of the collection of this demo");
    }
  }
}
