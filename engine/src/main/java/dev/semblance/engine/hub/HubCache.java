package dev.semblance.engine.hub;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.io.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The models in the cache shared with other clients of the hub. *Safe for use by many threads*,
/// and processes.
///
/// @param root the cache's folder, which need not exist
public record HubCache(Path root) {

  /// A model whose files are complete; empty for a partial download, also of another client that
  /// does not read all that the model needs.
  ///
  /// @throws SemblanceException BROKEN_MODEL when the cache cannot be read
  public Optional<CachedModel> find(HubName name) {
    Repository repository = repository(name);
    try {
      Optional<String> commit = repository.commit(name);
      return commit.isPresent() ? cached(repository, name, commit.get()) : Optional.empty();
    } catch (IOException e) {
      throw unreadable(repository.root(), e);
    }
  }

  /// Folder of a model that is in the cache, complete or not.
  Optional<Path> folder(HubName name) {
    Repository repository = repository(name);
    try {
      return repository.commit(name).map(repository::snapshot).filter(Files::isDirectory);
    } catch (IOException e) {
      throw unreadable(repository.root(), e);
    }
  }

  /// Whether a model's files were compared with the hub's list.
  boolean isListed(CachedModel model) {
    return Files.isRegularFile(repository(model.name()).listingFile(model.commit()));
  }

  /// Every complete model, each revision separately.
  ///
  /// @throws SemblanceException BROKEN_MODEL when the cache cannot be read
  public List<CachedModel> list() {
    List<CachedModel> models = new ArrayList<>();
    try {
      for (Repository repository : repositories()) {
        for (Map.Entry<String, String> revision : repository.revisions().entrySet()) {
          HubName name = new HubName(repository.id(), revision.getKey());
          cached(repository, name, revision.getValue()).ifPresent(models::add);
        }
      }
      return models;
    } catch (IOException e) {
      throw unreadable(root, e);
    }
  }

  /// Removes a revision, and the files that no other revision shares.
  ///
  /// @return bytes freed
  /// @throws SemblanceException NOT_FOUND when it is not in the cache, INTERNAL when it cannot be
  ///   deleted
  public long remove(HubName name) {
    Repository repository = repository(name);
    try {
      return new RevisionRemoval(repository).remove(name);
    } catch (IOException e) {
      throw new SemblanceException(
          Fault.INTERNAL,
          "model " + name + " cannot be removed from the Hugging Face cache: " + IoReason.of(e),
          e);
    }
  }

  /// Bytes of the weights in a model's folder, of one format where it has several.
  ///
  /// @throws SemblanceException BROKEN_MODEL when the folder cannot be read
  public static long weightBytes(Path folder) {
    try {
      List<String> names = Repository.relative(folder);
      NamedModules modules = NamedModules.read(folder, names);
      long bytes = 0;
      for (String name : NeededFiles.of(names, modules, false).weights()) {
        bytes += Files.size(folder.resolve(name));
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /// The cached revisions of a model.
  public List<HubName> revisions(HubName name) {
    try {
      return repository(name).revisions().keySet().stream().map(name::at).toList();
    } catch (IOException e) {
      throw unreadable(root, e);
    }
  }

  Repository repository(HubName name) {
    return new Repository(root, name.id());
  }

  private List<Repository> repositories() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(Files::isDirectory)
          .sorted()
          .flatMap(folder -> Repository.of(root, folder).stream())
          .toList();
    }
  }

  private static Optional<CachedModel> cached(Repository repository, HubName name, String commit)
      throws IOException {
    Path folder = repository.snapshot(commit);
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    SnapshotCheck snapshot = SnapshotCheck.of(repository, commit);
    if (!snapshot.isComplete()) {
      return Optional.empty();
    }
    long bytes = 0;
    for (String file : snapshot.names()) {
      bytes += Files.size(folder.resolve(file));
    }
    return Optional.of(new CachedModel(name, commit, folder, bytes));
  }

  private static SemblanceException unreadable(Path path, IOException e) {
    return new SemblanceException(
        Fault.BROKEN_MODEL,
        "%s in the Hugging Face cache cannot be read: %s"
            .formatted(path.getFileName(), IoReason.of(e)),
        e);
  }
}
