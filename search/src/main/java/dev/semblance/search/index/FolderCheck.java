package dev.semblance.search.index;

import dev.semblance.SemblanceException;
import dev.semblance.collection.Damage;
import dev.semblance.collection.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;

/// Compares the checksum of every file of a collection with its contents, and removes segments that
/// are damaged. Each file of the index ends with a CRC-32 of all its bytes; `collection.json` has a
/// member for it. *One thread at a time.*
public final class FolderCheck {
  private final List<Damage> damage = new ArrayList<>();
  private long files;
  private long bytes;

  private FolderCheck() {}

  /// Reads every file of the latest commit. The collection may be open and written meanwhile.
  ///
  /// @throws SemblanceException INTERNAL when the disk cannot be read
  public static Verification of(CollectionFolder folder) {
    FolderCheck check = new FolderCheck();
    check.metadata(folder);
    try (Directory directory = FSDirectory.open(folder.indexPath())) {
      check.index(directory);
    } catch (IOException e) {
      throw IndexFaults.reading(folder.path(), e);
    } catch (SemblanceException missing) {
      check.damage.add(new Damage(List.of("index"), 0, List.of(), false));
    }
    return check.result(folder.name());
  }

  /// Reads every file of some segments, and counts as damaged those that a merge has removed.
  static Verification of(String collection, List<SegmentCommitInfo> segments) {
    FolderCheck check = new FolderCheck();
    for (SegmentCommitInfo segment : segments) {
      check.segment(segment);
    }
    return check.result(collection);
  }

  private Verification result(String collection) {
    return new Verification(collection, files, bytes, damage);
  }

  /// Removes the damaged segments of an index that is not open.
  ///
  /// @throws SemblanceException CORRUPT_INDEX when more than segments is damaged
  public static void repair(CollectionFolder folder) {
    try (Directory directory = FSDirectory.open(folder.indexPath());
        CheckIndex check = new CheckIndex(directory)) {
      check.setLevel(CheckIndex.Level.MIN_LEVEL_FOR_CHECKSUM_CHECKS);
      CheckIndex.Status status = check.checkIndex();
      if (status.missingSegments) {
        throw IndexFaults.corrupt(folder.path(), "its list of segments cannot be read", null);
      }
      if (!status.clean) {
        check.exorciseIndex(status);
      }
    } catch (IOException e) {
      throw IndexFaults.writing(folder.path(), e);
    }
  }

  private void metadata(CollectionFolder folder) {
    files++;
    try {
      var _ = folder.metadata();
    } catch (SemblanceException e) {
      damage.add(new Damage(List.of(CollectionMetadata.FILE), 0, List.of(), false));
    }
  }

  private void index(Directory directory) throws IOException {
    SegmentInfos segments;
    try {
      segments = SegmentInfos.readLatestCommit(directory);
    } catch (IOException | RuntimeException e) {
      damage.add(new Damage(listFiles(directory), 0, List.of(), false));
      return;
    }
    files++;
    bytes += directory.fileLength(segments.getSegmentsFileName());
    for (SegmentCommitInfo segment : segments) {
      int before = damage.size();
      segment(segment);
      if (damage.size() > before && !isCurrent(directory, segment)) {
        damage.removeLast();
      }
    }
  }

  private void segment(SegmentCommitInfo segment) {
    List<String> damaged;
    try {
      damaged = damaged(segment.info.dir, segment.files());
    } catch (IOException e) {
      damaged = List.of(segment.info.name + ".si");
    }
    if (!damaged.isEmpty()) {
      List<String> ids = SegmentIds.of(segment);
      // Without the ids, passages count too.
      int documents = ids.isEmpty() ? segment.info.maxDoc() - segment.getDelCount() : ids.size();
      damage.add(new Damage(inIndex(damaged), documents, ids, true));
    }
  }

  /// False for a segment that a merge has removed meanwhile, with its files.
  private static boolean isCurrent(Directory directory, SegmentCommitInfo segment)
      throws IOException {
    Set<String> names =
        SegmentInfos.readLatestCommit(directory).asList().stream()
            .map(current -> current.info.name)
            .collect(Collectors.toSet());
    return names.contains(segment.info.name);
  }

  /// The files without which no segment can be read: the list of segments, and what describes each.
  private List<String> listFiles(Directory directory) throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : directory.listAll()) {
      if (name.startsWith("segments_") || name.endsWith(".si")) {
        names.add(name);
      }
    }
    List<String> damaged = damaged(directory, names);
    return inIndex(damaged.isEmpty() ? List.of("segments") : damaged);
  }

  private List<String> damaged(Directory directory, Iterable<String> names) {
    List<String> damaged = new ArrayList<>();
    for (String name : names) {
      files++;
      try (IndexInput input = directory.openInput(name, IOContext.READONCE)) {
        bytes += input.length();
        var _ = CodecUtil.checksumEntireFile(input);
      } catch (IOException | RuntimeException e) {
        damaged.add(name);
      }
    }
    damaged.sort(null);
    return damaged;
  }

  private static List<String> inIndex(List<String> names) {
    return names.stream().map(name -> Path.of("index", name).toString()).toList();
  }
}
