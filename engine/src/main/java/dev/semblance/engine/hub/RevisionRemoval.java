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

/// Takes a revision out of the cache: its name first, so that whoever looks meanwhile finds it
/// whole or not at all. *Confined to the thread that opened it.*
///
/// @param repository of the model
record RevisionRemoval(Repository repository) {

  /// A commit goes with every name it has; a name goes alone while its commit has another.
  ///
  /// @return bytes that became free
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
      boolean meant = name.isCommit() || revision.getKey().equals(name.revision());
      if (meant && revision.getValue().equals(commit)) {
        Files.deleteIfExists(repository.ref(revision.getKey()));
      }
    }
    return repository.revisions().containsKey(commit) ? removeCommit(commit) : 0;
  }

  /// A commit that no revision stands for any more.
  private long removeCommit(String commit) throws IOException {
    long freed = delete(repository.snapshot(commit));
    if (repository.commits().isEmpty()) {
      delete(repository.locks());
      return freed + delete(repository.root());
    }
    delete(repository.root().resolve(".no_exist").resolve(commit));
    return freed + deleteUnshared();
  }

  /// Blobs that no snapshot links to.
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
      boolean whole = !blob.toString().endsWith(".incomplete");
      if (whole
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
