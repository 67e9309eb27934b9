package dev.semblance.engine.model;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.hub.CachedModel;
import dev.semblance.engine.hub.HubCache;
import dev.semblance.engine.hub.HubName;
import dev.semblance.io.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the folder of a model name: a path, a packaged model, or a repository in Hugging Face's
/// cache. *Safe for use by many threads.*
public final class ModelFinder {
  private final ModelPlaces places;

  public ModelFinder(ModelPlaces places) {
    this.places = places;
  }

  /// Finds a model folder.
  ///
  /// @param name a folder's path, the name of a packaged model (with or without its hub
  ///   organisation), or `org/name[@revision]` in Hugging Face's cache
  /// @throws SemblanceException NOT_FOUND; the message names the searched places and the packaged
  ///   models
  public ModelFolder find(String name) {
    return lookUp(name).orElseThrow(() -> notFound(name));
  }

  /// As [#find]; empty where there is no such model.
  public Optional<ModelFolder> lookUp(String name) {
    return named(name).or(() -> directory(name).map(folder -> new ModelFolder(name, folder)));
  }

  /// As [#lookUp], but a name is not tried as a path.
  public Optional<ModelFolder> named(String name) {
    return packaged(name).or(() -> cached(name)).map(folder -> new ModelFolder(name, folder));
  }

  /// Every model that [#find] finds by name, packaged ones first.
  public List<ModelFolder> list() {
    List<ModelFolder> found = new ArrayList<>();
    for (Path folder : folders(places.packaged())) {
      found.add(new ModelFolder(last(folder), folder));
    }
    for (CachedModel model : cache().list()) {
      found.add(new ModelFolder(model.name().toString(), model.folder()));
    }
    return found;
  }

  /// Whether a name is that of a packaged model.
  public boolean isPackaged(String name) {
    return packaged(name).isPresent();
  }

  private Optional<Path> packaged(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    boolean plain = name.equals(last) || name.equals("BAAI/" + last);
    return plain && !last.isEmpty() && !last.startsWith(".")
        ? path(last).map(places.packaged()::resolve).filter(Files::isDirectory)
        : Optional.empty();
  }

  private Optional<Path> cached(String name) {
    return HubName.parse(name).flatMap(cache()::find).map(CachedModel::folder);
  }

  private HubCache cache() {
    return new HubCache(places.hub().cache());
  }

  private static Optional<Path> directory(String name) {
    return name.isBlank()
        ? Optional.empty()
        : path(name).map(path -> path.toAbsolutePath().normalize()).filter(Files::isDirectory);
  }

  /// A name as a path; empty for characters that no path has, such as NUL.
  private static Optional<Path> path(String name) {
    try {
      return Optional.of(Path.of(name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static List<Path> folders(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return children.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new SemblanceException(
          Fault.INTERNAL, "the folder of packaged models cannot be listed: " + IoReason.of(e), e);
    }
  }

  private SemblanceException notFound(String name) {
    return new SemblanceException(
        Fault.NOT_FOUND,
        "no model '"
            + name
            + "': it is neither a folder, nor packaged ("
            + String.join(", ", folders(places.packaged()).stream().map(ModelFinder::last).toList())
            + "), nor complete in the Hugging Face cache");
  }

  private static String last(Path folder) {
    return folder.getFileName().toString();
  }
}
