package dev.semblance.search.index;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/// Searchers of the latest commit of an index. *Safe for use by many threads.*
final class CommitSearchers implements Closeable {
  private final Path folder;
  private final SearcherManager searchers;

  /// Why the latest commit is not open yet, where opening it failed. A value of its own for every
  /// such failure: who opens that commit afterwards removes that value and no newer one.
  private final AtomicReference<@Nullable Throwable> behind = new AtomicReference<>();

  private CommitSearchers(Path folder, SearcherManager searchers) {
    this.folder = folder;
    this.searchers = searchers;
  }

  /// @param folder the collection's folder, for messages
  /// @throws SemblanceException CORRUPT_INDEX
  static CommitSearchers open(Path folder, Directory directory) {
    try {
      return new CommitSearchers(folder, new SearcherManager(directory, IndexSettings.SEARCHERS));
    } catch (IOException | IllegalArgumentException e) {
      throw IndexFaults.reading(folder, e instanceof IOException io ? io : new IOException(e));
    }
  }

  /// Opens the latest commit for the reads to come. Does not fail, because the commit is on disk
  /// and must be acknowledged: where it cannot be opened, each read tries again or fails, and none
  /// reads an older one.
  void refresh() {
    try {
      catchUp();
    } catch (Throwable e) {
      behind.set(e);
    }
  }

  /// Reads from the latest commit.
  <T> T read(CommittedIndex.Reading<T> reading) {
    IndexSearcher searcher = null;
    try {
      if (behind.get() != null) {
        catchUp();
      }
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

  /// What a use of a closed index is answered with.
  SemblanceException gone(@Nullable Exception cause) {
    return new SemblanceException(
        Fault.NOT_FOUND, "collection " + folder.getFileName() + " was closed or deleted", cause);
  }

  @Override
  public void close() throws IOException {
    searchers.close();
  }

  private void catchUp() throws IOException {
    Throwable seen = behind.get();
    searchers.maybeRefreshBlocking();
    behind.compareAndSet(seen, null);
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
}
