package dev.semblance.search.ingest.text;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.io.IoReason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A file's bytes, with the share that has been read. *One thread at a time.*
final class MeasuredFile extends FilterInputStream {
  private final long size;
  private long read;

  private MeasuredFile(InputStream in, long size) {
    super(in);
    this.size = size;
  }

  /// A stream of unknown length; its share is always 1.
  static MeasuredFile ofUnknownSize(InputStream in) {
    return new MeasuredFile(in, 0);
  }

  /// @throws SemblanceException NOT_FOUND when there is no such file, INVALID when it cannot be
  ///   opened
  static MeasuredFile open(Path file) {
    if (Files.isDirectory(file)) {
      throw new SemblanceException(Fault.INVALID, file + " is a folder, not a file");
    }
    try {
      return new MeasuredFile(Files.newInputStream(file), Files.size(file));
    } catch (NoSuchFileException e) {
      throw new SemblanceException(Fault.NOT_FOUND, "there is no file " + file, e);
    } catch (IOException e) {
      throw new SemblanceException(Fault.INVALID, file + " cannot be opened: " + IoReason.of(e), e);
    }
  }

  /// The share of the file that has been read, 0 … 1.
  double share() {
    return size == 0 ? 1 : Math.min(1, (double) read / size);
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    read += value < 0 ? 0 : 1;
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    read += Math.max(0, count);
    return count;
  }
}
