package dev.semblance.search.index;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionState;
import dev.semblance.collection.Damage;
import dev.semblance.collection.Verification;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentReader;

/// Which segments of an index are damaged, as far as it is known. *Safe for use by many threads.*
///
/// A damaged segment is left out of merges, so that writes go on; reads that need it fail, because
/// what it holds may be wrong.
final class IndexHealth {
  private static final System.Logger LOG = System.getLogger(IndexHealth.class.getName());

  /// Bytes of an index that is checked in the background rather than before its first use: 1 GiB
  /// takes about a second.
  private static final long CHECK_FIRST_BELOW = 1L << 30;

  private final long checkFirstBelow;
  private final Set<String> damaged = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile boolean checking;

  /// @param checkFirstBelow bytes of an index that is checked in the background
  IndexHealth(long checkFirstBelow) {
    this.checkFirstBelow = checkFirstBelow;
  }

  IndexHealth() {
    this(CHECK_FIRST_BELOW);
  }

  /// Compares the checksums of an index that is about to be opened, the first time: before this
  /// returns, or in the background where the index is large.
  void check(CollectionFolder folder) {
    if (!started.compareAndSet(false, true)) {
      return;
    }
    if (folder.bytes() < checkFirstBelow) {
      note(FolderCheck.of(folder));
      return;
    }
    checking = true;
    Thread.ofPlatform()
        .daemon()
        .name("check " + folder.name())
        .start(() -> {
          try {
            note(FolderCheck.of(folder));
          } catch (SemblanceException e) {
            LOG.log(Level.WARNING, "the check of collection {0} failed: {1}", folder.name(), e);
          } finally {
            checking = false;
          }
        });
  }

  /// `READY`, `CHECKING` or `DAMAGED`.
  CollectionState state() {
    return !damaged.isEmpty()
        ? CollectionState.DAMAGED
        : checking ? CollectionState.CHECKING : CollectionState.READY;
  }

  /// Notes the damaged segments; what else is damaged prevents the index from being opened.
  void note(Verification found) {
    for (Damage damage : found.damage()) {
      for (String file : damage.files()) {
        if (damage.separable()
            && damaged.add(IndexFileNames.parseSegmentName(Path.of(file).toFile().getName()))) {
          LOG.log(
              Level.ERROR,
              "collection {0} is damaged: {1}; its writes go on without this segment",
              found.collection(),
              file);
        }
      }
    }
  }

  boolean isDamaged(SegmentCommitInfo segment) {
    return damaged.contains(segment.info.name);
  }

  boolean isDamaged(LeafReaderContext leaf) {
    return !damaged.isEmpty()
        && FilterLeafReader.unwrap(leaf.reader()) instanceof SegmentReader segment
        && damaged.contains(segment.getSegmentName());
  }

  /// @throws SemblanceException CORRUPT_INDEX when one of the segments is damaged
  void requireUndamaged(Iterable<LeafReaderContext> leaves, Path folder) {
    for (LeafReaderContext leaf : leaves) {
      if (isDamaged(leaf)) {
        throw unreadable(folder);
      }
    }
  }

  /// Compares the checksums of segments after an unexpected failure.
  ///
  /// @throws SemblanceException CORRUPT_INDEX when one of them is damaged
  void examine(Iterable<LeafReaderContext> leaves, Path folder) {
    List<SegmentCommitInfo> segments = new ArrayList<>();
    for (LeafReaderContext leaf : leaves) {
      if (FilterLeafReader.unwrap(leaf.reader()) instanceof SegmentReader segment) {
        segments.add(segment.getSegmentInfo());
      }
    }
    note(FolderCheck.of(String.valueOf(folder.getFileName()), segments));
    requireUndamaged(leaves, folder);
  }

  /// The failure of a read that needs a damaged segment.
  private static SemblanceException unreadable(Path folder) {
    Path name = folder.getFileName();
    return new SemblanceException(
        Fault.CORRUPT_INDEX,
        ("a part of collection %s is damaged, and this may concern it. Restore a snapshot, or"
                + " remove that part: semblance verify --collection %s --repair")
            .formatted(name, name));
  }
}
