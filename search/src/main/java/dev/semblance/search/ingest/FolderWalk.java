package dev.semblance.search.ingest;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a folder and its subfolders hold: a source for every file, by path, and the hidden files
/// and folders, whose names start with a dot and which are not read. *One thread at a time.*
final class FolderWalk extends SimpleFileVisitor<Path> {
  private final Path root;
  private final FileSources files;
  private final Map<Path, Source> sources = new TreeMap<>();
  private final List<Path> hidden = new ArrayList<>();

  /// The real paths of the given folder and of the folders that links lead to.
  private final Set<Path> read = new HashSet<>();

  /// Links to folders that were not followed yet, by path, so that every run follows the same.
  private final TreeSet<Path> links = new TreeSet<>();

  private FolderWalk(Path root, FileSources files) throws IOException {
    this.root = root;
    this.files = files;
    read.add(root.toRealPath());
  }

  static FolderWalk of(Path root, FileSources files) throws IOException {
    var walk = new FolderWalk(root, files);
    walk.read(root);
    while (!walk.links.isEmpty()) {
      walk.follow(walk.links.pollFirst());
    }
    return walk;
  }

  /// By path; one that cannot be read is a [SkippedFile].
  List<Source> sources() {
    return List.copyOf(sources.values());
  }

  /// Below the folder, by path.
  List<Path> hidden() {
    return hidden.stream().sorted().toList();
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    Path relative = relative(folder);
    if (relative.toString().isEmpty()) {
      return FileVisitResult.CONTINUE;
    }
    return isRead(folder, relative) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
  }

  /// @param folder may be a link to one
  private void read(Path folder) throws IOException {
    Files.walkFileTree(Files.isSymbolicLink(folder) ? folder.resolve(".") : folder, this);
  }

  /// Reads a folder that a link leads to, unless it is read otherwise.
  private void follow(Path link) throws IOException {
    Path target = link.toRealPath();
    if (files.exclusions().contain(target, target)) {
      return;
    }
    if (read.stream().anyMatch(other -> target.startsWith(other) || other.startsWith(target))) {
      String reason = "it is a link to a folder that is read already, or that holds one";
      sources.put(link, new SkippedFile(link.toString(), reason));
      return;
    }
    read.add(target);
    read(link);
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    Path relative = relative(file);
    if (isRead(file, relative)) {
      Path place = root.resolve(relative);
      if (Files.isDirectory(file)) {
        links.add(place);
      } else {
        sources.put(place, source(place, relative));
      }
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    Path relative = relative(file);
    if (relative.toString().isEmpty()) {
      throw failure;
    }
    if (isRead(file, relative)) {
      Path place = root.resolve(relative);
      String reason =
          failure instanceof AccessDeniedException
              ? "no permission to read it"
              : "it cannot be read: " + failure.getMessage();
      sources.put(place, new SkippedFile(place.toString(), reason));
    }
    return FileVisitResult.CONTINUE;
  }

  private boolean isRead(Path path, Path relative) {
    if (files.exclusions().contain(path, relative)) {
      return false;
    }
    if (relative.getFileName().toString().startsWith(".")) {
      hidden.add(relative);
      return false;
    }
    return true;
  }

  private Source source(Path file, Path relative) {
    if (!Files.isRegularFile(file)) {
      return new SkippedFile(file.toString(), "it is no file, or a link to nothing");
    }
    return files.file(file, relative);
  }

  private Path relative(Path path) {
    return root.normalize().relativize(path.normalize());
  }
}
