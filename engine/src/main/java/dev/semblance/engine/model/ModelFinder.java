package dev.semblance.engine.model;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// From a name to a folder: a path, a packaged model, or a repository in Hugging Face's cache.
/// *Safe for use by many threads.*
public final class ModelFinder {
  private static final Pattern HUB_ID = Pattern.compile("[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+");

  private final ModelPlaces places;

  public ModelFinder(ModelPlaces places) {
    this.places = places;
  }

  /// Finds a model folder.
  ///
  /// @param name a folder's path, the name of a packaged model (with or without its hub
  ///   organisation), or a hub id that Hugging Face's cache holds
  /// @throws SemblanceException NOT_FOUND; the message says where it looked and what there is
  public ModelFolder find(String name) {
    return packaged(name)
        .or(() -> cached(name))
        .or(() -> directory(name))
        .map(folder -> new ModelFolder(name, folder))
        .orElseThrow(() -> notFound(name));
  }

  /// Every model that [#find] finds by name, packaged ones first.
  public List<ModelFolder> list() {
    List<ModelFolder> found = new ArrayList<>();
    for (Path folder : folders(places.packaged())) {
      found.add(new ModelFolder(folder.getFileName().toString(), folder));
    }
    for (Path repository : folders(places.hubCache())) {
      String id = repository.getFileName().toString();
      if (id.startsWith("models--")) {
        String name = id.substring("models--".length()).replace("--", "/");
        cached(name).ifPresent(folder -> found.add(new ModelFolder(name, folder)));
      }
    }
    return found;
  }

  private Optional<Path> packaged(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    boolean plain = name.equals(last) || name.equals("BAAI/" + last);
    return plain && !last.isEmpty() && !last.startsWith(".")
        ? existing(places.packaged().resolve(last))
        : Optional.empty();
  }

  /// `models--org--name/refs/main` holds a commit; `snapshots/<commit>` is the folder.
  private Optional<Path> cached(String name) {
    if (!HUB_ID.matcher(name).matches() || name.contains("..")) {
      return Optional.empty();
    }
    Path repository = places.hubCache().resolve("models--" + name.replace("/", "--"));
    Path ref = repository.resolve("refs").resolve("main");
    if (!Files.isRegularFile(ref)) {
      return Optional.empty();
    }
    try {
      String commit = Files.readString(ref).strip();
      return commit.matches("[0-9a-fA-F]{1,64}")
          ? existing(repository.resolve("snapshots").resolve(commit))
          : Optional.empty();
    } catch (IOException e) {
      throw new SemblanceException(Fault.BROKEN_MODEL, ref + " cannot be read: " + e, e);
    }
  }

  private static Optional<Path> directory(String name) {
    return name.isBlank() || name.indexOf('\0') >= 0
        ? Optional.empty()
        : existing(Path.of(name).toAbsolutePath().normalize());
  }

  private static Optional<Path> existing(Path folder) {
    return Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
  }

  private static List<Path> folders(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return children.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new SemblanceException(Fault.INTERNAL, parent + " cannot be listed: " + e, e);
    }
  }

  private SemblanceException notFound(String name) {
    return new SemblanceException(
        Fault.NOT_FOUND,
        "no model '"
            + name
            + "': it is neither a folder, nor packaged ("
            + String.join(", ", folders(places.packaged()).stream().map(ModelFinder::last).toList())
            + "), nor in the Hugging Face cache "
            + places.hubCache());
  }

  private static String last(Path folder) {
    return folder.getFileName().toString();
  }
}
