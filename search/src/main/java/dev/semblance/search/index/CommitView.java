package dev.semblance.search.index;

import dev.semblance.SemblanceException;
import dev.semblance.collection.StoredEntry;
import dev.semblance.document.Document;
import dev.semblance.document.FieldSelection;
import dev.semblance.query.SearchDeadline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
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

  /// @throws SemblanceException CORRUPT_INDEX, also when a segment is known to be damaged; INTERNAL
  ///   when the disk cannot be read
  public <T> T read(Reading<T> reading) {
    searchers.health().requireUndamaged(leaves(), searchers.folder());
    return readAny(reading);
  }

  /// As [#read], though a segment may be damaged.
  <T> T readAny(Reading<T> reading) {
    try {
      return reading.from(searcher);
    } catch (IOException e) {
      throw searchers.reading(e);
    } catch (AlreadyClosedException e) {
      throw searchers.gone(e);
    } catch (SemblanceException e) {
      throw e;
    } catch (RuntimeException e) {
      // Lucene fails so on values that it does not expect: by damage, or by a defect.
      searchers.health().examine(leaves(), searchers.folder());
      throw e;
    }
  }

  /// As [#read], until a deadline.
  ///
  /// @throws SemblanceException OVERLOADED when the deadline passes first
  public <T> T read(SearchDeadline deadline, Reading<T> reading) {
    if (deadline.equals(SearchDeadline.NONE)) {
      return read(reading);
    }
    deadline.check();
    IndexSearcher timed = IndexSettings.searcher(searcher.getIndexReader());
    timed.setTimeout(deadline::isPast);
    T result = read(_ -> reading.from(timed));
    if (timed.timedOut()) {
      throw SearchDeadline.exceeded();
    }
    deadline.check(); // a graph of vectors that was left early is not reported by the searcher
    return result;
  }

  /// The failure of a search whose scores cannot be: by damage that is not known yet.
  public SemblanceException impossible(double score) {
    searchers.health().examine(leaves(), searchers.folder());
    return IndexFaults.corrupt(
        searchers.folder(), "a score of " + score + " cannot be, so that a file is damaged", null);
  }

  /// How many documents there are, their passages not counted.
  public long count() {
    return readAny(LuceneBlock::documents);
  }

  private List<LeafReaderContext> leaves() {
    return searcher.getIndexReader().leaves();
  }

  private boolean isDamaged(int doc) {
    return searchers.health().isDamaged(leaves().get(ReaderUtil.subIndex(doc, leaves())));
  }

  int segments() {
    return searcher.getIndexReader().leaves().size();
  }

  /// Whether an entry is stored as it would be written now.
  boolean holds(StoredEntry entry) {
    try {
      var found = searcher.search(new TermQuery(LuceneDocument.key(entry.document().id())), 1);
      return found.scoreDocs.length > 0
          && !isDamaged(found.scoreDocs[0].doc)
          && StoredState.isSame(searcher, found.scoreDocs[0].doc, entry);
    } catch (IOException | RuntimeException _) {
      return false;
    }
  }

  public Optional<Document> get(String id) {
    return readAny(searcher -> {
      var found = searcher.search(new TermQuery(LuceneDocument.key(id)), 1).scoreDocs;
      if (found.length == 0 || isDamaged(found[0].doc)) {
        // It may be in a damaged segment, or may have been.
        searchers.health().requireUndamaged(leaves(), searchers.folder());
      }
      return found.length == 0
          ? Optional.empty()
          : Optional.of(
              LuceneDocument.read(searcher.storedFields(), found[0].doc, FieldSelection.ALL));
    });
  }

  /// The documents of Lucene's numbers, in their order.
  public List<Document> documents(int[] docs, FieldSelection fields) {
    return read(searcher -> {
      var stored = searcher.storedFields();
      List<Document> documents = new ArrayList<>(docs.length);
      for (int doc : docs) {
        documents.add(LuceneDocument.read(stored, doc, fields));
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
