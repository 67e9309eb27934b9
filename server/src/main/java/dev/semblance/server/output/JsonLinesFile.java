package dev.semblance.server.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// One JSON object a line: `{"index":0,"embedding":[…]}`. Numbers are the shortest that read back
/// as the same float32.
final class JsonLinesFile {
  private JsonLinesFile() {}

  static void write(VectorSpool vectors, Packing packing, OutputStream out) throws IOException {
    StringBuilder line = new StringBuilder();
    long[] index = {0};
    vectors.each(vector -> {
      line.setLength(0);
      line.append("{\"index\":").append(index[0]++).append(",\"embedding\":[");
      byte[] row = packing.row().apply(vector);
      for (int i = 0; i < packing.width(); i++) {
        line.append(i == 0 ? "" : ",");
        packing.element().append(line, row, i);
      }
      out.write(line.append("]}\n").toString().getBytes(StandardCharsets.US_ASCII));
    });
  }
}
