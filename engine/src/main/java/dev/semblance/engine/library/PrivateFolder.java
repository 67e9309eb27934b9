package dev.semblance.engine.library;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.io.Trees;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A folder that no other user can write: in the user's cache folder, `$XDG_CACHE_HOME/semblance`
/// or `~/.cache/semblance`, else a temporary one. What is read from it was written by this user.
///
/// @param path the folder, which exists
/// @param temporary whether it is deleted on close
public record PrivateFolder(Path path, boolean temporary) implements AutoCloseable {
  private static final Set<PosixFilePermission> ONLY_OWNER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> WRITE_OF_OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  /// The folder of that name in the user's cache, or a new temporary one where that cannot be
  /// written or belongs to another user.
  ///
  /// @param names of nested folders
  /// @throws SemblanceException INTERNAL when neither can be written
  public static PrivateFolder open(String... names) {
    Path cache = cache(System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home"));
    return open(cache, names);
  }

  /// @param cache the user's cache folder; null where there is none
  static PrivateFolder open(@Nullable Path cache, String... names) {
    Path inCache = cache == null ? null : inside(cache.resolve("semblance"), names);
    if (inCache != null) {
      return new PrivateFolder(inCache, false);
    }
    try {
      return new PrivateFolder(Files.createTempDirectory("semblance-"), true);
    } catch (IOException e) {
      throw new SemblanceException(
          Fault.INTERNAL,
          "neither the cache folder (XDG_CACHE_HOME, else ~/.cache) nor the temporary folder"
              + " (java.io.tmpdir) can be written; set XDG_CACHE_HOME to a folder that belongs to"
              + " this user",
          e);
    }
  }

  static @Nullable Path cache(@Nullable String xdg, @Nullable String home) {
    if (xdg != null && Path.of(xdg).isAbsolute()) {
      return Path.of(xdg);
    }
    return home != null && Path.of(home).isAbsolute() ? Path.of(home, ".cache") : null;
  }

  @Override
  public void close() {
    if (temporary) {
      try {
        Trees.delete(path);
      } catch (IOException _) {
        path.toFile().deleteOnExit(); // Windows deletes no library that is loaded
      }
    }
  }

  /// The innermost folder; null where one of them is not this user's own.
  private static @Nullable Path inside(Path root, String... names) {
    try {
      Files.createDirectories(root);
      Path folder = owned(root);
      for (String name : names) {
        folder = owned(Files.createDirectories(folder.resolve(name)));
      }
      return folder;
    } catch (IOException | SecurityException _) {
      return null;
    }
  }

  /// Takes from others the right to write the folder.
  ///
  /// @throws IOException when it cannot be written or belongs to another user
  private static Path owned(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder, ".probe-", null);
    try {
      if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        return folder;
      }
      if (!Files.getOwner(folder).equals(Files.getOwner(probe))) {
        throw new IOException("the folder belongs to another user");
      }
      if (Files.getPosixFilePermissions(folder).stream().anyMatch(WRITE_OF_OTHERS::contains)) {
        Files.setPosixFilePermissions(folder, ONLY_OWNER);
      }
      return folder;
    } finally {
      Files.deleteIfExists(probe);
    }
  }
}
