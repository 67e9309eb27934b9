package dev.semblance.engine.hub;

import dev.semblance.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The folder of one model in the cache.
///
/// ```
/// <cache>/models--org--name/blobs/<checksum>           content, never modified
///                          /refs/<revision>            a commit, without a line break
///                          /snapshots/<commit>/<name>  a relative link to ../../blobs/<checksum>
///                          /.no_exist/<commit>/<name>  written by other clients: absent files
///                          /.files/<commit>.json       the hub's list of files, by this client
/// <cache>/.locks/models--org--name/<checksum>.lock
/// ```
///
/// Source: the layout of huggingface_hub. *Safe for use by many threads*, and processes: files are
/// complete before they are renamed to their final name.
///
/// @param cache the folder all models share
/// @param id of the model
record Repository(Path cache, String id) {
  private static final String MARK = "models--";

  /// The model of a folder in the cache, if it is one.
  static Optional<Repository> of(Path cache, Path folder) {
    String name = folder.getFileName().toString();
    if (!name.startsWith(MARK)) {
      return Optional.empty();
    }
    return HubName.parse(name.substring(MARK.length()).replace("--", "/"))
        .map(parsed -> new Repository(cache, parsed.id()));
  }

  Path root() {
    return cache.resolve(folderName());
  }

  Path blob(Checksum checksum) {
    return root().resolve("blobs").resolve(checksum.hex());
  }

  Path snapshot(String commit) {
    return root().resolve("snapshots").resolve(commit);
  }

  Path locks() {
    return cache.resolve(".locks").resolve(folderName());
  }

  private String folderName() {
    return MARK + id.replace("/", "--");
  }

  /// The cached commit of a revision.
  Optional<String> commit(HubName name) throws IOException {
    if (name.isCommit()) {
      return Optional.of(name.revision()).filter(commit -> Files.isDirectory(snapshot(commit)));
    }
    Path ref = ref(name.revision());
    return Files.isRegularFile(ref)
        ? Optional.of(Files.readString(ref).strip()).filter(HubName::isCommit)
        : Optional.empty();
  }

  /// Revisions and their commits; a commit without a revision is its own.
  NavigableMap<String, String> revisions() throws IOException {
    NavigableMap<String, String> revisions = new TreeMap<>();
    Path refs = root().resolve("refs");
    for (Path ref : files(refs)) {
      String revision = refs.relativize(ref).toString().replace('\\', '/');
      if (RemoteName.isSafe(revision)) {
        commit(new HubName(id, revision)).ifPresent(commit -> revisions.put(revision, commit));
      }
    }
    for (String commit : commits()) {
      if (!revisions.containsValue(commit)) {
        revisions.put(commit, commit);
      }
    }
    return revisions;
  }

  List<String> commits() throws IOException {
    Path snapshots = root().resolve("snapshots");
    if (!Files.isDirectory(snapshots)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(snapshots)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(HubName::isCommit)
          .toList();
    }
  }

  /// Names of a snapshot's files, with `/` between folders. Links that lead out of the cache are
  /// left out.
  List<String> names(String commit) throws IOException {
    Path snapshot = snapshot(commit);
    Path inside = cache.toRealPath();
    Path own = root().toRealPath();
    List<String> names = new ArrayList<>();
    for (Path file : files(snapshot)) {
      Path real = file.toRealPath();
      if (real.startsWith(inside) || real.startsWith(own)) {
        names.add(snapshot.relativize(file).toString().replace('\\', '/'));
      }
    }
    return names;
  }

  /// The hub's list of a commit's files, where this client has kept it.
  Optional<Listing> listing(String commit) throws IOException {
    Path file = listingFile(commit);
    return Files.isRegularFile(file)
        ? Optional.of(Listing.fromJson(Files.readAllBytes(file)))
        : Optional.empty();
  }

  void writeListing(String commit, Listing listing) throws IOException {
    Path file = listingFile(commit);
    Files.createDirectories(file.getParent());
    AtomicFile.write(file, listing.toJson());
  }

  Path listingFile(String commit) {
    return root().resolve(".files").resolve(commit + ".json");
  }

  /// Whether another client has noted that the hub has no such file.
  boolean isKnownAbsent(String commit, String name) {
    return Files.isRegularFile(root().resolve(".no_exist").resolve(commit).resolve(name));
  }

  /// Adds a blob to a snapshot under its file name.
  ///
  /// @param links whether as a link; otherwise, and where links are not supported, the blob is
  ///   moved
  void addToSnapshot(String commit, String name, Checksum checksum, boolean links)
      throws IOException {
    Path pointer = snapshot(commit).resolve(name);
    Path folder = pointer.resolveSibling("");
    Files.createDirectories(folder);
    Path blob = blob(checksum);
    if (links) {
      Path temporary = AtomicFile.temporary(pointer);
      try {
        Files.createSymbolicLink(temporary, folder.relativize(blob));
        rename(temporary, pointer);
        return;
      } catch (FileAlreadyExistsException e) {
        return; // another client has just added it
      } catch (IOException | UnsupportedOperationException e) {
        Files.deleteIfExists(temporary); // links are not supported
      }
    }
    rename(blob, pointer);
  }

  /// Sets the commit of a revision.
  void writeRef(String revision, String commit) throws IOException {
    Path ref = ref(revision);
    Files.createDirectories(ref.getParent());
    AtomicFile.write(ref, commit.getBytes(StandardCharsets.UTF_8));
  }

  Path ref(String revision) {
    return root().resolve("refs").resolve(revision);
  }

  /// Renames in one step; copies where source and target are on two file systems.
  static void rename(Path from, Path to) throws IOException {
    try {
      AtomicFile.move(from, to);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// As [#files], relative to the folder, with `/` between folders.
  static List<String> relative(Path folder) throws IOException {
    return files(folder).stream()
        .map(file -> folder.relativize(file).toString().replace('\\', '/'))
        .toList();
  }

  /// All files at any depth, including links to files, without partial downloads. Files that
  /// another process removes meanwhile are skipped.
  static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!file.toString().endsWith(".incomplete") && Files.isRegularFile(file)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    Collections.sort(found);
    return found;
  }
}
