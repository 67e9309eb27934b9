package dev.semblance.search.index;

import java.io.IOException;
import java.lang.System.Logger.Level;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.MergePolicy.OneMerge;

/// Lucene's threads for merges, which count them and log a failure as one line. A merge that fails
/// closes the index's writer, and the next change opens it again; nothing acknowledged is lost.
/// When it failed because a segment is damaged, later merges leave that segment out.
final class MergeThreads extends ConcurrentMergeScheduler {
  private static final System.Logger LOG = System.getLogger(MergeThreads.class.getName());

  private final String collection;
  private final IndexActivity activity;
  private final IndexHealth health;

  /// @param collection for the log
  /// @param health gets the damaged segments
  MergeThreads(String collection, IndexActivity activity, IndexHealth health) {
    this.health = health;
    this.collection = collection;
    this.activity = activity;
  }

  @Override
  protected void doMerge(MergeSource source, OneMerge merge) throws IOException {
    try {
      super.doMerge(source, merge);
    } catch (IOException | RuntimeException e) {
      // Before the failure is handled: the next writer is opened with what is found here.
      health.note(FolderCheck.of(collection, merge.segments));
      throw e;
    }
    if (!merge.isAborted()) {
      activity.merged();
    }
  }

  /// Called on the thread of the merge; what it throws would be printed with its stack trace.
  @Override
  protected void handleMergeException(Throwable failure) {
    activity.mergeFailed();
    LOG.log(
        Level.ERROR,
        "a merge of collection {0} failed: {1}; its documents are intact, and it is tried again"
            + " after the next write",
        collection,
        failure);
  }
}
