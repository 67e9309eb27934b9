package dev.semblance.search.ingest;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a folder and its subfolders hold: a source for every file, by path, and the hidden files
/// and folders, whose names start with a dot and which are not read. *One thread at a time.*
final class FolderWalk extends SimpleFileVisitor<Path> {
  private final Path root;
  private final Exclusions exclusions;
  private final Map<Path, Source> sources = new TreeMap<>();
  private final List<Path> hidden = new ArrayList<>();

  private FolderWalk(Path root, Exclusions exclusions) {
    this.root = root;
    this.exclusions = exclusions;
  }

  static FolderWalk of(Path root, Exclusions exclusions) throws IOException {
    var walk = new FolderWalk(root, exclusions);
    // A start that ends in a separator makes a link to a folder that folder.
    Files.walkFileTree(Files.isSymbolicLink(root) ? root.resolve(".") : root, walk);
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
    boolean start = relative.toString().isEmpty();
    return start || isRead(folder, relative)
        ? FileVisitResult.CONTINUE
        : FileVisitResult.SKIP_SUBTREE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    Path relative = relative(file);
    if (isRead(file, relative)) {
      sources.put(file, source(file, relative));
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
      String reason =
          failure instanceof AccessDeniedException
              ? "no permission to read it"
              : "it cannot be read: " + failure.getMessage();
      sources.put(file, new SkippedFile(file.toString(), reason));
    }
    return FileVisitResult.CONTINUE;
  }

  private boolean isRead(Path path, Path relative) {
    if (exclusions.contain(path, relative)) {
      return false;
    }
    if (relative.getFileName().toString().startsWith(".")) {
      hidden.add(relative);
      return false;
    }
    return true;
  }

  private static Source source(Path file, Path relative) {
    if (Files.isDirectory(file)) {
      return new SkippedFile(file.toString(), "it is a link to a folder, which is not followed");
    }
    if (!Files.isRegularFile(file)) {
      return new SkippedFile(file.toString(), "it is no file, or a link to nothing");
    }
    Source source = Source.byName(file, relative);
    return source == null ? new SkippedFile(file.toString(), FileKinds.UNKNOWN) : source;
  }

  private Path relative(Path path) {
    return root.normalize().relativize(path.normalize());
  }
}
