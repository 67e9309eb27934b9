package dev.semblance.server.command.model;

import dev.semblance.io.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/// Digests of the texts whose vectors an unfinished run of `embed` has on disk. *One thread at a
/// time.*
///
/// The file holds the 32 bytes of the run's SHA-256, then the first 8 of each text's. It is locked
/// while it is open, and beside it stands the file of the vectors.
final class EmbeddedTexts {
  private static final int RUN = 32;
  private static final int TEXT = 8;

  private final Path path;
  private final FileChannel file;

  private EmbeddedTexts(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  /// Opens the file beside an output.
  ///
  /// @param run what determines the vector of a text; digests of another run are dropped
  /// @return empty where another process has it open
  static Optional<EmbeddedTexts> open(Path output, String run) throws IOException {
    Path path = beside(output, ".texts");
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (!isLocked(file)) {
      file.close();
      return Optional.empty();
    }
    EmbeddedTexts texts = new EmbeddedTexts(path, file);
    ByteBuffer wanted = digest(run, RUN);
    if (!texts.read(0, RUN).equals(wanted)) {
      file.truncate(0);
      file.write(wanted, 0);
    }
    return Optional.of(texts);
  }

  /// The file of the vectors.
  static Path vectors(Path output) {
    return beside(output, ".vectors");
  }

  long count() throws IOException {
    return (file.size() - RUN) / TEXT;
  }

  /// How many texts, the first ones, are those from a place on.
  int matching(long from, List<String> texts) throws IOException {
    ByteBuffer stored = read(RUN + from * TEXT, texts.size() * TEXT);
    int matching = 0;
    while (stored.remaining() >= TEXT
        && stored.slice(stored.position(), TEXT).equals(digest(texts.get(matching), TEXT))) {
      stored.position(stored.position() + TEXT);
      matching++;
    }
    return matching;
  }

  void cut(long count) throws IOException {
    file.truncate(RUN + count * TEXT);
  }

  /// Appends texts and forces them to disk.
  void add(List<String> texts) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(texts.size() * TEXT);
    texts.forEach(text -> all.put(digest(text, TEXT)));
    all.flip();
    while (all.hasRemaining()) {
      file.write(all, file.size());
    }
    file.force(false);
  }

  /// @param delete whether to delete it and the file of the vectors
  void close(boolean delete) throws IOException {
    if (delete) {
      Files.deleteIfExists(Path.of(path.toString().replaceFirst("texts$", "vectors")));
      Files.deleteIfExists(path);
    }
    file.close();
  }

  private ByteBuffer read(long at, int bytes) throws IOException {
    ByteBuffer read = ByteBuffer.allocate(bytes);
    while (read.hasRemaining() && file.read(read, at + read.position()) >= 0) {}
    return read.flip();
  }

  private static boolean isLocked(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) { // by this process
      return false;
    }
  }

  private static Path beside(Path output, String suffix) {
    return output.resolveSibling("." + output.getFileName() + ".unfinished" + suffix);
  }

  private static ByteBuffer digest(String text, int bytes) {
    byte[] digest = Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest, 0, bytes);
  }
}
