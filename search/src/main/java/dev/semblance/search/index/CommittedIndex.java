package dev.semblance.search.index;

import dev.semblance.SemblanceException;
import dev.semblance.collection.StoredEntry;
import dev.semblance.document.FieldType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.Directory;

/// A Lucene index whose searches see exactly what is on disk: a change is acknowledged when it is
/// committed, and readers open commits only. *Safe for use by many threads.*
///
/// One thread owns Lucene's writer ([CommitThread]). Changes that arrive together share a commit
/// ([GroupCommit]). When the disk refuses, or an `Error` is thrown, the writer is rolled back to
/// the last commit and opened again by the next change ([RollbackWriter]); readers do not notice.
public final class CommittedIndex implements AutoCloseable {
  private final Path folder;
  private final Directory directory;
  private final CommitSearchers searchers;
  private final RollbackWriter writer;
  private final DiskReserve disk;
  private final CommitThread commits;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<Boolean> closed = new CompletableFuture<>();

  private CommittedIndex(
      Path folder,
      Directory directory,
      CommitSearchers searchers,
      IndexContext context,
      IndexHealth health) {
    this.folder = folder;
    this.directory = directory;
    this.searchers = searchers;
    disk = context.disk();
    writer = new RollbackWriter(name(), directory, context, health);
    commits = new CommitThread(name(), new GroupCommit(folder, writer, searchers));
  }

  private String name() {
    return String.valueOf(folder.getFileName());
  }

  /// Writes the first, empty commit into a directory without an index.
  public static void create(Directory directory) throws IOException {
    try (var fresh = new IndexWriter(directory, IndexSettings.writer())) {
      fresh.commit();
    }
  }

  /// Opens the index of a directory, and owns the directory from here on.
  ///
  /// @param folder the collection's folder, for messages
  /// @throws SemblanceException CORRUPT_INDEX
  public static CommittedIndex open(Path folder, Directory directory, IndexContext context) {
    return open(folder, directory, context, new IndexHealth());
  }

  /// @param health of the index, which outlasts this
  static CommittedIndex open(
      Path folder, Directory directory, IndexContext context, IndexHealth health) {
    CommitSearchers searchers = CommitSearchers.open(folder, directory, health);
    return new CommittedIndex(folder, directory, searchers, context, health);
  }

  /// Writes documents, replacing those with the same ids; all are durable and findable on return.
  /// Documents that the latest commit holds unchanged are left out: their deleted copies would
  /// count in the frequencies of terms until they are merged away. An interrupt does not end the
  /// wait for the disk, and is still set on return.
  ///
  /// @throws SemblanceException DISK_FULL when the disk has no room but the reserve, INTERNAL when
  ///   it refuses for another reason or an `Error` was thrown; then none of them is written
  public void write(List<StoredEntry> entries) {
    List<StoredEntry> changed = searchers.changed(entries);
    if (!changed.isEmpty()) {
      disk.check(name());
      await(new Change.Edit.Upsert(changed));
    }
  }

  /// Adds fields to the schema in `collection.json`. Waits and fails as {@link #write} does.
  public void addFields(Map<String, FieldType> fields) {
    await(new Change.Edit.AddFields(fields));
  }

  /// Removes documents; returns the ids that existed before this and after all changes that arrived
  /// earlier. Waits and fails as {@link #write} does.
  public Set<String> delete(List<String> ids) {
    return ids.isEmpty() ? Set.of() : await(new Change.Edit.Delete(ids));
  }

  /// The latest commit. To be closed; later commits do not change it.
  ///
  /// @throws SemblanceException NOT_FOUND when the index is closed
  public CommitView view() {
    return searchers.view();
  }

  /// Waits for the changes that have arrived and the merges that are running, then closes the
  /// files. Idempotent; a second call waits for the first.
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      closed.join();
      return;
    }
    try (directory;
        searchers) {
      commits
          .close()
          .ifPresent(failure -> {
            throw IndexFaults.writing(folder, failure);
          });
    } catch (IOException e) {
      throw IndexFaults.writing(folder, e);
    } finally {
      closed.complete(true);
    }
  }

  /// As [#close], but ends running merges without result. Everything acknowledged is committed:
  /// only the work of the merges is lost.
  public void closePromptly() {
    writer.abortMergesOnClose();
    close();
  }

  private Set<String> await(Change.Edit operation) {
    var change = new Change(operation, folder);
    if (!commits.submit(change)) {
      throw searchers.gone(null);
    }
    return change.await();
  }
}
