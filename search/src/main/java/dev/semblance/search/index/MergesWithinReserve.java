package dev.semblance.search.index;

import java.io.IOException;
import org.apache.lucene.index.FilterMergePolicy;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.MergeTrigger;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.jspecify.annotations.Nullable;

/// A merge policy without the merges that the disk has no room for: a merge writes its segments
/// once more before it removes them.
final class MergesWithinReserve extends FilterMergePolicy {
  private final DiskReserve disk;

  MergesWithinReserve(MergePolicy policy, DiskReserve disk) {
    super(policy);
    this.disk = disk;
  }

  @Override
  public @Nullable MergeSpecification findMerges(
      MergeTrigger trigger, SegmentInfos segments, MergeContext context) throws IOException {
    MergeSpecification found = super.findMerges(trigger, segments, context);
    if (found == null) {
      return null;
    }
    var possible = new MergeSpecification();
    long bytes = 0;
    for (OneMerge merge : found.merges) {
      long more = bytes(merge);
      if (disk.hasRoomFor(bytes + more)) {
        bytes += more;
        possible.add(merge);
      }
    }
    return possible.merges.isEmpty() ? null : possible;
  }

  private static long bytes(OneMerge merge) throws IOException {
    long bytes = 0;
    for (SegmentCommitInfo segment : merge.segments) {
      bytes += segment.sizeInBytes();
    }
    return bytes;
  }
}
