package dev.semblance.search.index;

import dev.semblance.SemblanceException;
import dev.semblance.collection.StoreSize;
import dev.semblance.io.AtomicFile;
import dev.semblance.io.Trees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/// The folder of a collection: `collection.json` beside the Lucene index in `index/`.
///
/// It appears and disappears in one step: it is created under a name that starts with `.new-` and
/// renamed when complete, and renamed to one that starts with `.gone-` before its files are
/// deleted. A crash can leave such a name; [#sweep] removes it.
///
/// @param path the folder
public record CollectionFolder(Path path) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
  private static final String NEW_PREFIX = ".new-";
  static final String GONE_PREFIX = ".gone-";

  /// Where the snapshots are.
  static final String SNAPSHOTS = "snapshots";

  /// Whether this can be a collection's name: 1 … 64 letters, digits, `-` and `_`, starting with a
  /// letter or digit.
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /// The folders in a data directory whose names can be a collection's, by name.
  public static List<CollectionFolder> in(Path root) throws IOException {
    List<CollectionFolder> folders = new ArrayList<>();
    for (Path path : entries(root)) {
      if (isName(path.getFileName().toString()) && Files.isDirectory(path)) {
        folders.add(new CollectionFolder(path));
      }
    }
    return folders;
  }

  /// Removes folders that a crash left half created or half removed.
  ///
  /// Completes replacements that it has interrupted.
  public static void sweep(Path root) throws IOException {
    for (Path path : entries(root)) {
      if (path.getFileName().toString().startsWith(FolderSwitch.PREFIX)) {
        FolderSwitch.finish(path);
      }
    }
    for (Path path : entries(root)) {
      String name = path.getFileName().toString();
      if (name.startsWith(NEW_PREFIX) || name.startsWith(GONE_PREFIX)) {
        Trees.delete(path);
      } else if (Files.isDirectory(path.resolve(SNAPSHOTS))) {
        sweep(path.resolve(SNAPSHOTS));
      }
    }
  }

  public String name() {
    return path.getFileName().toString();
  }

  public boolean exists() {
    return Files.isDirectory(path);
  }

  /// Creates the folder with an empty index; it is complete on disk when it appears.
  public void create(CollectionMetadata metadata) throws IOException {
    appear(fresh -> fill(fresh, metadata));
  }

  /// Creates a folder with an empty index that is to take the place of this one: [#replaceBy] does
  /// that. A crash removes it.
  public CollectionFolder createBeside(CollectionMetadata metadata) throws IOException {
    Path fresh = Files.createDirectory(sibling(NEW_PREFIX));
    fill(fresh, metadata);
    return new CollectionFolder(fresh);
  }

  /// As [#createBeside], with the index and metadata of another folder.
  public CollectionFolder copyBeside(CollectionFolder other) throws IOException {
    CollectionFolder fresh = new CollectionFolder(sibling(NEW_PREFIX));
    SnapshotFolders.copy(other, fresh);
    return fresh;
  }

  /// Replaces this folder, but for its snapshots, by one that was created beside it.
  public void replaceBy(CollectionFolder fresh) throws IOException {
    FolderSwitch.replace(this, fresh.path());
  }

  /// Gives the folder another name in one step.
  public void rename(CollectionFolder to) throws IOException {
    AtomicFile.move(path, to.path());
  }

  private static void fill(Path fresh, CollectionMetadata metadata) throws IOException {
    metadata.write(fresh);
    try (var directory = FSDirectory.open(fresh.resolve("index"))) {
      CommittedIndex.create(directory);
    }
  }

  /// Fills a new folder.
  interface Filling {
    void fill(Path fresh) throws IOException;
  }

  /// Makes the folder appear in one step, filled.
  void appear(Filling filling) throws IOException {
    Path fresh = sibling(NEW_PREFIX);
    Files.createDirectory(fresh);
    try {
      filling.fill(fresh);
      AtomicFile.move(fresh, path);
    } catch (IOException | RuntimeException e) {
      Trees.delete(fresh);
      throw e;
    }
  }

  /// Removes the files in a folder.
  static void empty(Path folder) throws IOException {
    for (Path file : entries(folder)) {
      Files.delete(file);
    }
  }

  /// Removes the folder: renames it in one step, then deletes its files.
  public void remove() throws IOException {
    Path gone = sibling(GONE_PREFIX);
    AtomicFile.move(path, gone);
    Trees.delete(gone);
  }

  public CollectionMetadata metadata() {
    return CollectionMetadata.read(path);
  }

  /// Writes `collection.json` of an earlier format as it is now, if the disk allows that.
  ///
  /// @throws SemblanceException CORRUPT_INDEX
  public void migrate() {
    try {
      if (Files.isWritable(path)) {
        CollectionMetadata.migrate(path);
      }
    } catch (IOException _) {
      // The earlier format is read as well.
    }
  }

  /// @throws dev.semblance.SemblanceException CORRUPT_INDEX
  CommittedIndex open(IndexContext context, IndexHealth health) {
    Path files = indexPath();
    try {
      return CommittedIndex.open(path, FSDirectory.open(files), context, health);
    } catch (IOException e) {
      throw IndexFaults.reading(path, e);
    }
  }

  /// Documents and bytes of an index that is not open: reads the list of its segments alone, unless
  /// there are passages.
  ///
  /// @throws dev.semblance.SemblanceException CORRUPT_INDEX
  public StoreSize size() {
    Path files = indexPath();
    try (var directory = FSDirectory.open(files)) {
      return new StoreSize(documents(directory), bytes());
    } catch (IOException | IllegalArgumentException e) {
      throw IndexFaults.reading(path, e instanceof IOException io ? io : new IOException(e));
    }
  }

  private static long documents(Directory directory) throws IOException {
    long documents = 0;
    for (SegmentCommitInfo segment : SegmentInfos.readLatestCommit(directory)) {
      if (segment.info.getHasBlocks()) { // passages count in the list of segments as documents do
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
          return LuceneBlock.documents(IndexSettings.searcher(reader));
        }
      }
      documents += segment.info.maxDoc() - segment.getDelCount();
    }
    return documents;
  }

  /// Bytes of all files of the index.
  long bytes() {
    long sum = 0;
    try {
      for (Path file : entries(path.resolve("index"))) {
        // A merge may have removed it meanwhile.
        sum += Files.exists(file) ? Files.size(file) : 0;
      }
    } catch (NoSuchFileException _) {
      return sum; // the collection was dropped, or a merge removed the file between the two calls
    } catch (IOException e) {
      throw IndexFaults.reading(path, e);
    }
    return sum;
  }

  /// As [#bytes]; 0 where the folder cannot be read.
  public long bytesOrZero() {
    try {
      return bytes();
    } catch (SemblanceException _) {
      return 0;
    }
  }

  Path indexPath() {
    Path files = path.resolve("index");
    if (!Files.isDirectory(files)) {
      throw IndexFaults.corrupt(path, "its folder index is missing", null);
    }
    return files;
  }

  Path sibling(String prefix) {
    return path.resolveSibling(prefix + name() + "-" + UUID.randomUUID());
  }

  private static List<Path> entries(Path folder) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      all.forEach(paths::add);
    }
    paths.sort(null);
    return paths;
  }
}
