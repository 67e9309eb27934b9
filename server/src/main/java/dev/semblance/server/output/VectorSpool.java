package dev.semblance.server.output;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Temporary file of vectors, until all are written: file headers need their number, int8 their
/// ranges. *One thread at a time.*
///
/// The file holds `rows · width` little-endian float32 values. It is deleted on close.
public final class VectorSpool implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final int width;
  private final OutputStream out;
  private long rows;

  /// @param folder of the temporary file
  /// @param width numbers in each vector, `k`
  public VectorSpool(Path folder, int width) throws IOException {
    this.file = Files.createTempFile(folder, ".semblance-", ".vectors");
    this.width = width;
    this.out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
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

  /// Passes every vector to a consumer, in the order they were added; each is a new array. May be
  /// called repeatedly.
  public void each(Visitor visitor) throws IOException {
    out.flush();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      for (long row = 0; row < rows; row++) {
        visitor.see(Element.floats(in.readNBytes(width * Float.BYTES)));
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (out) {
      Files.deleteIfExists(file);
    }
  }

  /// Consumer of vectors.
  @FunctionalInterface
  public interface Visitor {
    void see(float[] vector) throws IOException;
  }
}
