package dev.semblance.server.output;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Vectors that wait on disk until all are there: headers want their number, int8 wants their
/// ranges. *One thread at a time.*
///
/// The file is `rows · width` little-endian float32 values and nothing else; it is deleted on
/// close.
public final class VectorSpool implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final int width;
  private final OutputStream out;
  private long rows;

  /// @param folder where the file stands for as long as it is needed
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

  /// Shows every vector, in the order of arrival; each is a new array. May be called repeatedly.
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

  /// Sees one vector after another.
  @FunctionalInterface
  public interface Visitor {
    void see(float[] vector) throws IOException;
  }
}
