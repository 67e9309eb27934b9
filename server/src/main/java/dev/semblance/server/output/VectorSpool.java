package dev.semblance.server.output;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// File of vectors, until all are written: file headers need their number, int8 their ranges. *One
/// thread at a time.*
///
/// The file holds `rows · width` little-endian float32 values. A temporary one is deleted on close;
/// where the system allows it, its name is removed at once, so that a killed process leaves
/// nothing. A kept one is opened again by a later process.
public final class VectorSpool implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final FileChannel file;
  private final int width;
  private final OutputStream out;
  private long rows;

  /// A temporary file.
  ///
  /// @param folder of the file
  /// @param width numbers in each vector, `k`
  public VectorSpool(Path folder, int width) throws IOException {
    this(
        FileChannel.open(
            folder.resolve(".semblance-" + UUID.randomUUID() + ".vectors"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE),
        width);
  }

  private VectorSpool(FileChannel file, int width) throws IOException {
    this.file = file;
    this.width = width;
    this.out = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER);
    this.rows = file.size() / width / Float.BYTES;
    cut(rows);
  }

  /// A file that is kept; it has the whole rows of an earlier process.
  ///
  /// @param file created where it is absent
  /// @param width numbers in each vector, `k`
  public static VectorSpool kept(Path file, int width) throws IOException {
    return new VectorSpool(
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
        width);
  }

  public int width() {
    return width;
  }

  public long rows() {
    return rows;
  }

  /// @param vector `[k]`
  public void add(float[] vector) throws IOException {
    if (vector.length != width) {
      throw new IllegalArgumentException(vector.length + " numbers, not " + width);
    }
    out.write(Element.row(vector));
    rows++;
  }

  /// Keeps only the first rows, after which the next is added.
  public void cut(long kept) throws IOException {
    out.flush();
    rows = Math.min(rows, kept);
    file.truncate(rows * width * Float.BYTES);
    file.position(file.size());
  }

  /// Forces the rows to disk.
  public void force() throws IOException {
    out.flush();
    file.force(false);
  }

  /// Passes every vector to a consumer, in the order they were added; each is a new array. May be
  /// called repeatedly.
  public void each(Visitor visitor) throws IOException {
    out.flush();
    file.position(0);
    InputStream in = new BufferedInputStream(Channels.newInputStream(file), BUFFER);
    for (long row = 0; row < rows; row++) {
      visitor.see(Element.floats(in.readNBytes(width * Float.BYTES)));
    }
    file.position(file.size()); // the place of the next row
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /// Consumer of vectors.
  @FunctionalInterface
  public interface Visitor {
    void see(float[] vector) throws IOException;
  }
}
