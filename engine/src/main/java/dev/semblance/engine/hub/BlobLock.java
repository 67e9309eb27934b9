package dev.semblance.engine.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Lock of one blob's download among the threads and processes of this program, so that nothing is
/// downloaded twice. Other clients use other locks; they do not conflict, since each writes to a
/// file name of its own. *Confined to the thread that opened it.*
final class BlobLock implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  /// File locks do not exclude threads of one process, and closing a channel releases all locks of
  /// the process on that file.
  private static final ConcurrentMap<Path, ReentrantLock> THREAD_LOCKS = new ConcurrentHashMap<>();

  private final ReentrantLock threadLock;
  private final FileChannel channel;

  private BlobLock(ReentrantLock threadLock, FileChannel channel) {
    this.threadLock = threadLock;
    this.channel = channel;
  }

  /// Waits for the lock.
  ///
  /// @param file the lock file, created if missing
  /// @param waiting called every 100 ms; may throw to give up
  static BlobLock take(Path file, Runnable waiting) throws IOException, InterruptedException {
    Files.createDirectories(file.getParent());
    ReentrantLock own =
        THREAD_LOCKS.computeIfAbsent(file.toAbsolutePath(), _ -> new ReentrantLock());
    while (!own.tryLock(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
      waiting.run();
    }
    try {
      return new BlobLock(own, locked(file, waiting));
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      own.unlock();
      throw e;
    }
  }

  private static FileChannel locked(Path file, Runnable waiting)
      throws IOException, InterruptedException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      for (FileLock lock = attempt(channel); lock == null; lock = attempt(channel)) {
        waiting.run();
        Thread.sleep(POLL);
      }
      return channel;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock attempt(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /// Releases the lock.
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      threadLock.unlock();
    }
  }
}
