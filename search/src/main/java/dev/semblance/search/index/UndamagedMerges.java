package dev.semblance.search.index;

import java.io.IOException;
import org.apache.lucene.index.FilterMergePolicy;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.MergeTrigger;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.jspecify.annotations.Nullable;

/// A merge policy that leaves damaged segments as they are: a merge that reads one fails, and
/// closes the writer.
final class UndamagedMerges extends FilterMergePolicy {
  private final IndexHealth health;

  UndamagedMerges(MergePolicy policy, IndexHealth health) {
    super(policy);
    this.health = health;
  }

  @Override
  public @Nullable MergeSpecification findMerges(
      MergeTrigger trigger, SegmentInfos segments, MergeContext context) throws IOException {
    return super.findMerges(trigger, undamaged(segments), context);
  }

  private SegmentInfos undamaged(SegmentInfos segments) {
    var undamaged = new SegmentInfos(segments.getIndexCreatedVersionMajor());
    for (SegmentCommitInfo segment : segments) {
      if (!health.isDamaged(segment)) {
        undamaged.add(segment);
      }
    }
    return undamaged;
  }
}
