package dev.semblance.io;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// Operations on a folder with everything in it. Symbolic links are never followed. *Safe for use
/// by many threads.*
public final class Trees {
  private Trees() {}

  /// Deletes a file, a link or a folder with its content; links are removed, their targets stay.
  /// Does nothing when the path does not exist.
  ///
  /// @throws DirectoryNotEmptyException when another process added a file meanwhile; everything
  ///   else is deleted
  public static void delete(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    var deletion = new Deletion();
    Files.walkFileTree(root, deletion);
    if (deletion.notEmpty != null) {
      throw deletion.notEmpty;
    }
  }

  /// Sum of the sizes of all regular files; 0 when the path does not exist.
  public static long bytes(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return 0;
    }
    var sizes = new ByteCount();
    Files.walkFileTree(root, sizes);
    return sizes.sum;
  }

  /// Passes over what another process removes meanwhile.
  private abstract static class ConcurrentRemovalVisitor extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }

  private static final class Deletion extends ConcurrentRemovalVisitor {
    private @Nullable DirectoryNotEmptyException notEmpty;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      try {
        Files.deleteIfExists(folder);
      } catch (DirectoryNotEmptyException e) {
        notEmpty = notEmpty == null ? e : notEmpty; // the deepest folder comes first
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private static final class ByteCount extends ConcurrentRemovalVisitor {
    private long sum;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      sum += attributes.isRegularFile() ? attributes.size() : 0;
      return FileVisitResult.CONTINUE;
    }
  }
}
