package dev.semblance.search.ingest.jdk;

import com.sun.source.tree.CompilationUnitTree;
import dev.semblance.collection.ReadResult;
import dev.semblance.search.ingest.DocumentReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the sources of a JDK one package after another. *One thread at a time.*
final class JdkDocsReader implements DocumentReader {
  private final JdkSources sources;
  private final Iterator<JdkSources.Exported> packages;
  private final Deque<JdkItem> ready = new ArrayDeque<>();
  private final long files;
  private long filesRead;
  private String where = "";

  JdkDocsReader(JdkSources sources) {
    this.sources = sources;
    this.packages = sources.packages().iterator();
    this.files = sources.packages().stream().mapToLong(each -> each.entries().size()).sum();
  }

  @Override
  public @Nullable ReadResult next() {
    while (ready.isEmpty() && packages.hasNext()) {
      read(packages.next());
    }
    JdkItem item = ready.poll();
    if (item == null) {
      return null;
    }
    where = item.where();
    return item.result();
  }

  @Override
  public String where() {
    return where;
  }

  private void read(JdkSources.Exported each) {
    List<SourceText> texts = sources.texts(each.entries());
    Parsed parsed = Parsed.of(texts);
    ready.addAll(parsed.problems());
    for (CompilationUnitTree unit : parsed.units()) {
      new ApiScanner(parsed.docs(), each, ready::add).scan(unit, null);
    }
    filesRead += texts.size();
  }

  @Override
  public double share() {
    return (double) filesRead / files;
  }

  @Override
  public void close() {
    sources.close();
  }
}
