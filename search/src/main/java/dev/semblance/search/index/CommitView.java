package dev.semblance.search.index;

import dev.semblance.SemblanceException;
import dev.semblance.collection.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.AlreadyClosedException;

/// One commit of an index, open for reading. *Safe for use by many threads.*
public final class CommitView implements AutoCloseable {
  private final IndexSearcher searcher;
  private final CommitSearchers searchers;
  private final AtomicBoolean closed = new AtomicBoolean();

  CommitView(IndexSearcher searcher, CommitSearchers searchers) {
    this.searcher = searcher;
    this.searchers = searchers;
  }

  /// A read with a searcher.
  @FunctionalInterface
  public interface Reading<T> {
    T from(IndexSearcher searcher) throws IOException;
  }

  /// @throws SemblanceException CORRUPT_INDEX, INTERNAL when the disk cannot be read
  public <T> T read(Reading<T> reading) {
    try {
      return reading.from(searcher);
    } catch (IOException e) {
      throw searchers.reading(e);
    } catch (AlreadyClosedException e) {
      throw searchers.gone(e);
    }
  }

  public long count() {
    return searcher.getIndexReader().numDocs();
  }

  public Optional<Document> get(String id) {
    return read(searcher -> {
      var found = searcher.search(new TermQuery(LuceneDocument.key(id)), 1).scoreDocs;
      return found.length == 0
          ? Optional.empty()
          : Optional.of(LuceneDocument.read(searcher.storedFields(), found[0].doc));
    });
  }

  /// The documents of Lucene's numbers, in their order.
  public List<Document> documents(int[] docs) {
    return read(searcher -> {
      var stored = searcher.storedFields();
      List<Document> documents = new ArrayList<>(docs.length);
      for (int doc : docs) {
        documents.add(LuceneDocument.read(stored, doc));
      }
      return documents;
    });
  }

  /// Idempotent.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      searchers.release(searcher);
    }
  }
}
