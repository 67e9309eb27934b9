package dev.semblance.search.index;

import dev.semblance.SemblanceException;
import dev.semblance.collection.StoredEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
  private final IndexHealth health;

  /// Why the latest commit is not open, when opening it failed. Each failure is a value of its own:
  /// a thread that opens that commit afterwards removes that value and no newer one.
  private final AtomicReference<@Nullable Throwable> refreshFailure = new AtomicReference<>();

  private CommitSearchers(Path folder, SearcherManager searchers, IndexHealth health) {
    this.folder = folder;
    this.health = health;
    this.searchers = searchers;
  }

  /// @param folder the collection's folder, for messages
  /// @throws SemblanceException CORRUPT_INDEX
  static CommitSearchers open(Path folder, Directory directory, IndexHealth health) {
    try {
      return new CommitSearchers(
          folder, new SearcherManager(directory, IndexSettings.SEARCHERS), health);
    } catch (IOException | IllegalArgumentException e) {
      throw IndexFaults.reading(folder, e instanceof IOException io ? io : new IOException(e));
    }
  }

  /// Opens the latest commit for later reads. Does not fail, because the commit is on disk and must
  /// be acknowledged: when it cannot be opened, each read tries again or fails, and none reads an
  /// older commit.
  void refresh() {
    try {
      catchUp();
    } catch (Throwable e) {
      refreshFailure.set(e);
    }
  }

  /// The latest commit.
  CommitView view() {
    try {
      if (refreshFailure.get() != null) {
        catchUp();
      }
      return new CommitView(searchers.acquire(), this);
    } catch (IOException e) {
      throw reading(e);
    } catch (AlreadyClosedException e) {
      throw gone(e);
    }
  }

  /// Reads from the latest commit, damaged segments included.
  <T> T read(CommitView.Reading<T> reading) {
    try (CommitView view = view()) {
      return view.readAny(reading);
    }
  }

  /// The entries that the latest commit does not hold unchanged. A document that cannot be read
  /// counts as changed.
  List<StoredEntry> changed(List<StoredEntry> entries) {
    if (entries.isEmpty()) {
      return entries;
    }
    try (CommitView view = view()) {
      return entries.stream().filter(entry -> !view.holds(entry)).toList();
    }
  }

  /// The exception for a call to a closed index.
  SemblanceException gone(@Nullable Exception cause) {
    return IndexFaults.gone(folder, cause);
  }

  @Override
  public void close() throws IOException {
    searchers.close();
  }

  IndexHealth health() {
    return health;
  }

  Path folder() {
    return folder;
  }

  private void catchUp() throws IOException {
    Throwable seen = refreshFailure.get();
    searchers.maybeRefreshBlocking();
    refreshFailure.compareAndSet(seen, null);
  }

  void release(IndexSearcher searcher) {
    try {
      searchers.release(searcher);
    } catch (IOException e) {
      throw reading(e);
    }
  }

  SemblanceException reading(IOException e) {
    return IndexFaults.reading(folder, e);
  }
}
