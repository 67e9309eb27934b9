package dev.semblance.search.index;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/// A Lucene index in which what can be found is exactly what is on disk: every write is one commit,
/// and readers open commits only.
///
/// Writers that arrive together share a commit: whoever gets the pen writes for all who wait. When
/// the disk refuses, the writer is rolled back to the last commit and opened anew by the next
/// write; readers never notice. *Safe for use by many threads.*
public final class CommittedIndex implements AutoCloseable {
  private final Path folder;
  private final Directory directory;
  private final SearcherManager searchers;
  private final ReentrantLock pen = new ReentrantLock();
  private final ConcurrentLinkedQueue<Batch> waiting = new ConcurrentLinkedQueue<>();
  private @Nullable IndexWriter writer;
  private boolean closed;

  private CommittedIndex(Path folder, Directory directory, SearcherManager searchers) {
    this.folder = folder;
    this.directory = directory;
    this.searchers = searchers;
  }

  /// Makes the first, empty commit in a directory that holds no index.
  public static void create(Directory directory) throws IOException {
    try (var fresh = new IndexWriter(directory, IndexSettings.writer())) {
      fresh.commit();
    }
  }

  /// Opens the index that a directory holds, and owns the directory from here on.
  ///
  /// @param folder the collection's folder, for messages
  /// @throws SemblanceException CORRUPT_INDEX
  public static CommittedIndex open(Path folder, Directory directory) {
    try {
      return new CommittedIndex(
          folder, directory, new SearcherManager(directory, IndexSettings.SEARCHERS));
    } catch (IOException | IllegalArgumentException e) {
      throw IndexFaults.reading(folder, e instanceof IOException io ? io : new IOException(e));
    }
  }

  /// Writes documents, replacing those with the same ids; all are durable and findable on return.
  ///
  /// @throws SemblanceException DISK_FULL when the disk has no room, INTERNAL when it refuses for
  ///   another reason; then none of them is written
  public void write(List<VectoredDocument> documents) {
    if (documents.isEmpty()) {
      return;
    }
    var batch = new Batch(documents);
    waiting.add(batch);
    pen.lock();
    try {
      if (!batch.settled) {
        commitAllWaiting();
      }
    } finally {
      pen.unlock();
    }
    if (batch.failure != null) {
      throw batch.failure;
    }
  }

  /// Removes a document; answers whether it was there.
  public boolean delete(String id) {
    pen.lock();
    try {
      boolean present = read(searcher -> searcher.count(new TermQuery(LuceneDocument.key(id)))) > 0;
      if (present) {
        commit(open -> open.deleteDocuments(LuceneDocument.key(id)));
      }
      return present;
    } finally {
      pen.unlock();
    }
  }

  public Optional<Document> get(String id) {
    return read(searcher -> {
      var found = searcher.search(new TermQuery(LuceneDocument.key(id)), 1).scoreDocs;
      return found.length == 0 ? Optional.empty() : Optional.of(document(searcher, found[0].doc));
    });
  }

  /// The document behind Lucene's number for it.
  public static Document document(IndexSearcher searcher, int doc) throws IOException {
    return LuceneDocument.read(searcher.storedFields(), doc);
  }

  /// Reads from the latest commit.
  public <T> T read(Reading<T> reading) {
    IndexSearcher searcher = null;
    try {
      searcher = searchers.acquire();
      return reading.from(searcher);
    } catch (IOException e) {
      throw IndexFaults.reading(folder, e);
    } catch (AlreadyClosedException e) {
      throw gone(e);
    } finally {
      release(searcher);
    }
  }

  /// Something that is done with a searcher.
  @FunctionalInterface
  public interface Reading<T> {
    T from(IndexSearcher searcher) throws IOException;
  }

  /// Waits for the write and the merges that are running, then lets go of the files. Idempotent.
  @Override
  public void close() {
    pen.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      try (directory;
          searchers) {
        closeWriter();
      }
    } catch (IOException e) {
      throw IndexFaults.writing(folder, e);
    } finally {
      pen.unlock();
    }
  }

  private void commitAllWaiting() {
    var batches = new ArrayList<Batch>();
    for (Batch next = waiting.poll(); next != null; next = waiting.poll()) {
      batches.add(next);
    }
    SemblanceException failure = null;
    try {
      commit(open -> {
        for (Batch batch : batches) {
          for (VectoredDocument document : batch.documents) {
            open.updateDocument(
                LuceneDocument.key(document.document().id()), LuceneDocument.of(document));
          }
        }
      });
    } catch (SemblanceException e) {
      failure = e;
    }
    for (Batch batch : batches) {
      batch.settled = true;
      batch.failure = failure;
    }
  }

  /// Applies a change and commits it, or takes it back.
  private void commit(Change change) {
    if (closed) {
      throw gone(null);
    }
    try {
      IndexWriter open = writer();
      change.apply(open);
      open.commit();
    } catch (IOException | RuntimeException e) {
      SemblanceException refusal = IndexFaults.writing(folder, reason(e));
      takeBack(refusal);
      if (!isCommitted()) {
        throw refusal;
      }
    }
    showLatest();
  }

  /// Whether the disk holds a commit that readers have not seen. Lucene's `commit` can also fail
  /// once the commit stands, when a merge behind it meets a full disk: then the write is done, and
  /// only the writer is lost.
  private boolean isCommitted() {
    return read(searcher -> !((DirectoryReader) searcher.getIndexReader()).isCurrent());
  }

  private void showLatest() {
    try {
      searchers.maybeRefreshBlocking();
    } catch (IOException e) {
      throw IndexFaults.reading(folder, e);
    }
  }

  private IndexWriter writer() throws IOException {
    if (writer != null && !writer.isOpen()) {
      // A merge that met a full disk closes the writer on its own thread; this waits until it has
      // let go of the directory.
      writer.rollback();
      writer = null;
    }
    if (writer == null) {
      writer = new IndexWriter(directory, IndexSettings.writer());
    }
    return writer;
  }

  /// A merge that failed behind a write closes the writer under it, and the write learns only that:
  /// the reason stands with the writer.
  private Exception reason(Exception failure) {
    return writer != null && writer.getTragicException() instanceof Exception tragedy
        ? tragedy
        : failure;
  }

  /// Every write is committed already: what fails here is a merge, and costs nothing but its work.
  private void closeWriter() throws IOException {
    if (writer == null) {
      return;
    }
    try {
      writer.close();
    } catch (IOException | RuntimeException e) {
      writer.rollback();
    }
  }

  private void takeBack(SemblanceException refusal) {
    if (writer == null) {
      return;
    }
    try {
      writer.rollback();
    } catch (IOException | RuntimeException e) {
      refusal.addSuppressed(e);
    }
    writer = null;
  }

  private void release(@Nullable IndexSearcher searcher) {
    if (searcher == null) {
      return;
    }
    try {
      searchers.release(searcher);
    } catch (IOException e) {
      throw IndexFaults.reading(folder, e);
    }
  }

  private SemblanceException gone(@Nullable Exception cause) {
    return new SemblanceException(
        Fault.NOT_FOUND, "collection " + folder.getFileName() + " was closed or deleted", cause);
  }

  @FunctionalInterface
  private interface Change {
    void apply(IndexWriter writer) throws IOException;
  }

  /// One caller's documents; what became of them is written under the pen.
  private static final class Batch {
    final List<VectoredDocument> documents;
    boolean settled;
    @Nullable SemblanceException failure;

    Batch(List<VectoredDocument> documents) {
      this.documents = documents;
    }
  }
}
