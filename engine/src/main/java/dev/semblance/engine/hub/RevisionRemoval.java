package dev.semblance.engine.hub;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.io.Trees;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Removes a revision from the cache: its name first, so that other processes find it complete or
/// not at all. *Confined to the thread that opened it.*
///
/// @param repository of the model
record RevisionRemoval(Repository repository) {

  /// A commit is removed with all its revisions; a revision alone while its commit has others.
  ///
  /// @return bytes freed
  long remove(HubName name) throws IOException {
    Map<String, String> revisions = repository.revisions();
    String commit = name.isCommit() ? name.revision() : revisions.get(name.revision());
    if (commit == null || !revisions.containsValue(commit)) {
      throw new SemblanceException(
          Fault.NOT_FOUND,
          "the cache "
              + repository.cache()
              + " holds no "
              + name
              + (revisions.isEmpty() ? "" : "; of this model it has " + revisions.keySet()));
    }
    for (Map.Entry<String, String> revision : revisions.entrySet()) {
      boolean selected = name.isCommit() || revision.getKey().equals(name.revision());
      if (selected && revision.getValue().equals(commit)) {
        Files.deleteIfExists(repository.ref(revision.getKey()));
      }
    }
    return repository.revisions().containsKey(commit) ? removeCommit(commit) : 0;
  }

  /// Removes a commit without revisions.
  private long removeCommit(String commit) throws IOException {
    long freed = delete(repository.snapshot(commit));
    if (repository.commits().isEmpty()) {
      delete(repository.locks());
      return freed + delete(repository.root());
    }
    delete(repository.root().resolve(".no_exist").resolve(commit));
    Files.deleteIfExists(repository.listingFile(commit));
    return freed + deleteUnshared();
  }

  /// Removes blobs that no snapshot links to.
  private long deleteUnshared() throws IOException {
    Set<Path> shared = new HashSet<>();
    for (String commit : repository.commits()) {
      for (Path file : below(repository.snapshot(commit))) {
        if (Files.isSymbolicLink(file)) {
          Path target = file.resolveSibling(Files.readSymbolicLink(file));
          shared.add(target.toAbsolutePath().normalize());
        }
      }
    }
    long freed = 0;
    for (Path blob : below(repository.root().resolve("blobs"))) {
      boolean complete = !blob.toString().endsWith(".incomplete");
      if (complete
          && !Files.isDirectory(blob, LinkOption.NOFOLLOW_LINKS)
          && !shared.contains(blob.toAbsolutePath().normalize())) {
        freed += delete(blob);
      }
    }
    return freed;
  }

  private static long delete(Path folder) throws IOException {
    long bytes = Trees.bytes(folder);
    try {
      Trees.delete(folder);
    } catch (DirectoryNotEmptyException e) {
      return bytes; // another client added a file meanwhile; that file stays
    }
    return bytes;
  }

  /// Everything in a folder, at all levels; links are not followed.
  private static List<Path> below(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.toList();
    }
  }
}
