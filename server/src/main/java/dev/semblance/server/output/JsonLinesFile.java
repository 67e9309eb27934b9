package dev.semblance.server.output;

import dev.semblance.Precision;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// One JSON object a line: `{"index":0,"embedding":[…]}`. Numbers are the shortest that read back
/// as the same float32. *One thread at a time.*
public final class JsonLinesFile {
  private final Packing packing;
  private final OutputStream out;
  private final StringBuilder line = new StringBuilder();
  private long rows;

  private JsonLinesFile(Packing packing, OutputStream out) {
    this.packing = packing;
    this.out = out;
  }

  /// Lines that are written as vectors are added.
  ///
  /// @param width numbers in each vector, `k`
  /// @param precision one without ranges, which are known only when all vectors are
  public static JsonLinesFile open(int width, Precision precision, OutputStream out) {
    return new JsonLinesFile(
        Packing.of(
            precision,
            width,
            () -> {
              throw new IllegalArgumentException(precision + " needs the ranges of all vectors");
            }),
        out);
  }

  static void write(VectorSpool vectors, Packing packing, OutputStream out) throws IOException {
    vectors.each(new JsonLinesFile(packing, out)::add);
  }

  public long rows() {
    return rows;
  }

  /// @param vector `[k]`
  public void add(float[] vector) throws IOException {
    line.setLength(0);
    line.append("{\"index\":").append(rows++).append(",\"embedding\":[");
    byte[] row = packing.row().apply(vector);
    for (int i = 0; i < packing.width(); i++) {
      line.append(i == 0 ? "" : ",");
      packing.element().append(line, row, i);
    }
    out.write(line.append("]}\n").toString().getBytes(StandardCharsets.US_ASCII));
  }
}
