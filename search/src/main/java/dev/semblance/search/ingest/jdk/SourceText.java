package dev.semblance.search.ingest.jdk;

import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/// A Java source held in memory. *Safe for use by many threads.*
final class SourceText extends SimpleJavaFileObject {
  private final String entry;
  private final String content;

  /// @param entry where it came from, such as `java.base/java/util/List.java`
  SourceText(String entry, String content) {
    super(URI.create("source:///" + entry), Kind.SOURCE);
    this.entry = entry;
    this.content = content;
  }

  @Override
  public String getName() {
    return entry;
  }

  @Override
  public String getCharContent(boolean ignoreEncodingErrors) {
    return content;
  }
}
