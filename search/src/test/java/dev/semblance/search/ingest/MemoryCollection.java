package dev.semblance.search.ingest;

import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.CollectionState;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.collection.Outcome;
import dev.semblance.collection.Refused;
import dev.semblance.collection.WriteReport;
import dev.semblance.document.Document;
import dev.semblance.document.ModelVersion;
import dev.semblance.document.Schema;
import dev.semblance.query.Filter;
import dev.semblance.query.ListRequest;
import dev.semblance.query.SearchRequest;
import dev.semblance.query.SearchResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A collection in memory that refuses the id `refused`, cuts the text of the id `long`, and
/// records each write.
final class MemoryCollection implements DocumentCollection {
  final Map<String, Document> documents = new LinkedHashMap<>();
  final List<List<Document>> writes = new ArrayList<>();

  @Override
  public WriteReport write(List<Entry> entries) {
    List<Document> written = entries.stream().map(Entry::document).toList();
    writes.add(written);
    List<Outcome> outcomes = new ArrayList<>();
    for (Document document : written) {
      if (document.id().equals("refused")) {
        outcomes.add(new Refused(document.id(), "it is not wanted"));
      } else {
        documents.put(document.id(), document);
        outcomes.add(accepted(document.id()));
      }
    }
    return new WriteReport(outcomes, 10L * written.size());
  }

  /// The document `long` is cut, `longer` split.
  private static Outcome accepted(String id) {
    return new Outcome.Accepted(id, id.equals("long") ? 512 : 0, id.equals("longer") ? 9 : 1);
  }

  @Override
  public CollectionInfo info() {
    return new CollectionInfo(
        "memory",
        documents.size(),
        0,
        Schema.inferred(new ModelVersion("none", ""), 1),
        CollectionState.READY);
  }

  @Override
  public Set<String> delete(List<String> ids) {
    Set<String> present = new LinkedHashSet<>(ids);
    present.retainAll(documents.keySet());
    documents.keySet().removeAll(present);
    return present;
  }

  @Override
  public long delete(Filter filter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Document> list(ListRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Document> get(String id) {
    return Optional.ofNullable(documents.get(id));
  }

  @Override
  public SearchResult search(SearchRequest request) {
    return SearchResult.EMPTY;
  }

  @Override
  public void close() {}
}
