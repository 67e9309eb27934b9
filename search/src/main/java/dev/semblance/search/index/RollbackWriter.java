package dev.semblance.search.index;

import java.io.IOException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/// Lucene's writer of an index: opened by the first change, rolled back to the last commit and
/// closed after a failure, opened again by the next change. *One thread at a time.*
final class RollbackWriter {
  private final String collection;
  private final Directory directory;
  private final IndexContext context;
  private final IndexHealth health;
  private @Nullable IndexWriter writer;

  private volatile boolean abortsMerges;

  /// Whether the writer may hold changes that are in no commit. While it does, only a rollback is
  /// allowed: its next commit would contain what was refused.
  private boolean uncommitted;

  /// Generation of the last commit before the changes.
  private long generation;

  /// @param collection its name, for the log
  RollbackWriter(String collection, Directory directory, IndexContext context, IndexHealth health) {
    this.health = health;
    this.collection = collection;
    this.directory = directory;
    this.context = context;
  }

  /// The writer, for changes that [#commit] or [#takeBack] ends.
  IndexWriter begin() throws IOException {
    if (writer != null && (uncommitted || !writer.isOpen())) {
      // A merge that meets a full disk closes the writer on its own thread; this waits until it has
      // released the directory.
      rollback();
    }
    if (writer == null) {
      writer = new IndexWriter(directory, settings());
    }
    generation = SegmentInfos.getLastCommitGeneration(directory);
    uncommitted = true;
    return writer;
  }

  private IndexWriterConfig settings() {
    IndexWriterConfig settings = IndexSettings.writer();
    return settings
        .setMergePolicy(
            new UndamagedMerges(
                new MergesWithinReserve(settings.getMergePolicy(), context.disk()), health))
        .setMergeScheduler(new MergeThreads(collection, context.activity(), health));
  }

  /// Whether a change failed only because a merge in the background has closed the writer.
  boolean isLostToMerge(Throwable failure) {
    Throwable tragedy = writer == null ? null : writer.getTragicException();
    return tragedy != null && !tragedy.equals(failure);
  }

  /// Commits the changes since [#begin].
  void commit() throws IOException {
    if (writer != null) {
      writer.commit();
      uncommitted = false;
      context.activity().committed();
    }
  }

  /// Takes back the changes since [#begin]; returns whether they are on disk nevertheless.
  ///
  /// Lucene's `commit` can also fail after the commit is written, when a merge in the background
  /// meets a full disk: then the changes are on disk, and only the writer is lost.
  ///
  /// @param reason gets failures of this method as suppressed
  boolean takeBack(Throwable reason) {
    if (!uncommitted) {
      return false;
    }
    try {
      rollback();
    } catch (Throwable e) {
      suppress(reason, e);
    }
    try {
      if (SegmentInfos.getLastCommitGeneration(directory) == generation) {
        return false;
      }
      // The failure may have come between the rename of the commit's file and this.
      directory.syncMetaData();
      return true;
    } catch (Throwable e) {
      suppress(reason, e);
      return false;
    }
  }

  /// A merge that fails in the background closes the writer, and the change fails only because of
  /// that; the writer has the reason.
  Throwable reason(Throwable failure) {
    Throwable tragedy = writer == null ? null : writer.getTragicException();
    return tragedy == null ? failure : tragedy;
  }

  /// Makes [#close] end running merges without result. *Safe for use by many threads.*
  void abortMergesOnClose() {
    abortsMerges = true;
  }

  /// Waits for running merges, unless they are to be ended. Every change that succeeded is
  /// committed already: only a merge can fail here, and only its work is lost.
  void close() throws IOException {
    if (writer == null) {
      return;
    }
    try {
      if (!uncommitted && !abortsMerges) {
        writer.close();
      }
    } catch (Throwable _) {
      // The rollback closes it.
    }
    rollback();
  }

  /// Does nothing to a writer that is closed. A writer that is still open afterwards is kept, with
  /// its lock on the directory, for another attempt; one that failed half way is not, because a
  /// second rollback would wait forever for the end of the first.
  private void rollback() throws IOException {
    IndexWriter rolledBack = writer;
    if (rolledBack == null) {
      return;
    }
    try {
      rolledBack.rollback();
    } finally {
      if (!rolledBack.isOpen()) {
        writer = null;
        uncommitted = false;
      }
    }
  }

  /// Does not fail, although it allocates: the decision that follows matters more than a trace.
  private static void suppress(Throwable reason, Throwable failure) {
    try {
      if (!reason.equals(failure)) { // which addSuppressed would refuse
        reason.addSuppressed(failure);
      }
    } catch (OutOfMemoryError _) {
      // The reason alone is reported.
    }
  }
}
