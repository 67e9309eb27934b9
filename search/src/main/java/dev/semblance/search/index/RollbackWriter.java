package dev.semblance.search.index;

import java.io.IOException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/// Lucene's writer of an index: opened by the first change, rolled back to the last commit and
/// closed after a failure, opened again by the next change. *One thread at a time.*
final class RollbackWriter {
  private final Directory directory;
  private @Nullable IndexWriter writer;

  /// Whether the writer may hold changes that are in no commit. As long as it does, it is only good
  /// for a rollback: its next commit would hold what was refused.
  private boolean uncommitted;

  /// Of the last commit before the changes.
  private long generation;

  RollbackWriter(Directory directory) {
    this.directory = directory;
  }

  /// The writer, for changes that [#commit] or [#takeBack] ends.
  IndexWriter begin() throws IOException {
    if (writer != null && (uncommitted || !writer.isOpen())) {
      // A merge that met a full disk closes the writer on its own thread; this waits until it has
      // released the directory.
      rollback();
    }
    if (writer == null) {
      writer = new IndexWriter(directory, IndexSettings.writer());
    }
    generation = SegmentInfos.getLastCommitGeneration(directory);
    uncommitted = true;
    return writer;
  }

  /// Commits the changes since [#begin].
  void commit() throws IOException {
    if (writer != null) {
      writer.commit();
      uncommitted = false;
    }
  }

  /// Takes back the changes since [#begin]; answers whether they are on disk all the same.
  ///
  /// Lucene's `commit` can also fail once the commit is made, when a merge behind it meets a full
  /// disk: then the changes are written, and only the writer is lost.
  ///
  /// @param reason gets what fails here as suppressed
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

  /// A merge that failed behind a change closes the writer, and the change fails only because of
  /// that; the writer has the reason.
  Throwable reason(Throwable failure) {
    Throwable tragedy = writer == null ? null : writer.getTragicException();
    return tragedy == null ? failure : tragedy;
  }

  /// Waits for running merges. Every change that succeeded is committed already: what fails here is
  /// a merge, and costs nothing but its work.
  void close() throws IOException {
    if (writer == null) {
      return;
    }
    try {
      if (!uncommitted) {
        writer.close();
      }
    } catch (Throwable _) {
      // The rollback closes it.
    }
    rollback();
  }

  /// Does nothing to a writer that is closed. One that is still open afterwards is kept, with its
  /// lock on the directory, for another attempt; one that failed half way is not, because a second
  /// rollback would wait for the end of the first for ever.
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

  /// Does not fail, although it allocates: what is decided next matters more than a trace.
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
