package dev.semblance.search.index;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.io.FullDisk;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps a data directory to one process, by a lock that the operating system drops with the
/// process. The file holds the owner's process id, for the message another process prints, and
/// below it the address at which the owner serves the directory, if it does.
///
/// On POSIX systems closing any channel of a file drops all locks the process has on it, so a
/// second opening within this process is turned away before it touches the file.
public final class DirectoryLock implements Closeable {
  static final String FILE = "semblance.lock";

  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /// Beyond the process id, which must stay readable where locks are mandatory.
  private static final long LOCKED_BYTE = 1L << 32;

  private final Path root;
  private final FileChannel channel;

  private DirectoryLock(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /// @param root an existing directory
  /// @throws SemblanceException INVALID when it is in use; the message names it and the process
  public static DirectoryLock acquire(Path root) throws IOException {
    Path real = root.toRealPath();
    if (!HELD.add(real)) {
      throw inUse(real, "this process");
    }
    try {
      return new DirectoryLock(real, lock(real.resolve(FILE)));
    } catch (IOException | RuntimeException e) {
      HELD.remove(real);
      throw e;
    }
  }

  /// Writes the address of the owner's server into the file, unless the disk is full.
  public void announce(URI address) throws IOException {
    try {
      channel.write(bytes("\n" + address), channel.size());
    } catch (IOException e) {
      if (!FullDisk.isCauseOf(e)) {
        throw e;
      }
    }
  }

  /// The address of the server whose process holds the directory, or held it last.
  public static Optional<URI> address(Path root) {
    try {
      List<String> lines = Files.readAllLines(root.resolve(FILE));
      return lines.size() < 2 ? Optional.empty() : Optional.of(URI.create(lines.get(1)));
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(root);
  }

  private static FileChannel lock(Path file) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
    if (lock == null) {
      channel.close();
      String owner = Files.readString(file).lines().findFirst().orElse("").strip();
      throw inUse(
          file.resolveSibling("").toAbsolutePath(),
          owner.isEmpty() ? "another process" : "process " + owner);
    }
    try {
      channel.truncate(0).write(bytes(Long.toString(ProcessHandle.current().pid())), 0);
    } catch (IOException e) {
      if (!FullDisk.isCauseOf(e)) {
        channel.close();
        throw e;
      }
      // The directory is opened all the same, so that collections can be deleted to make room.
    }
    return channel;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static SemblanceException inUse(Path root, String owner) {
    return new SemblanceException(
        Fault.INVALID,
        "data directory %s is in use by %s; stop that one or choose another directory"
            .formatted(root, owner));
  }
}
