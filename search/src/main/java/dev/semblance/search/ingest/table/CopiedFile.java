package dev.semblance.search.ingest.table;

import dev.hardwood.InputFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// A file whose ranges are copied into memory. Hardwood's own maps the file: where another process
/// shortens it meanwhile, a decompressor in native code that reads the map ends this process. *Safe
/// for use by many threads.*
final class CopiedFile implements InputFile {
  private final Path path;
  private volatile @Nullable FileChannel channel;

  CopiedFile(Path path) {
    this.path = path;
  }

  @Override
  public void open() throws IOException {
    channel = FileChannel.open(path, StandardOpenOption.READ);
  }

  @Override
  public ByteBuffer readRange(long offset, int length) throws IOException {
    if (length < 0 || offset < 0 || offset + length > length()) {
      throw new EOFException("it names bytes that it does not have");
    }
    ByteBuffer range = ByteBuffer.allocateDirect(length);
    while (range.hasRemaining()) {
      if (opened().read(range, offset + range.position()) < 0) {
        throw new EOFException("it was shortened while it was read");
      }
    }
    return range.flip();
  }

  @Override
  public long length() throws IOException {
    return opened().size();
  }

  @Override
  public String name() {
    return String.valueOf(path.getFileName());
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    if (open != null) {
      open.close();
    }
  }

  private FileChannel opened() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      throw new IOException("it is not open");
    }
    return open;
  }
}
