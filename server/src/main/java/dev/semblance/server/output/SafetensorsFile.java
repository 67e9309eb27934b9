package dev.semblance.server.output;

import dev.semblance.vector.Ranges;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Tensors by name.
///
/// ```
/// length   8 bytes, little-endian: of the header that follows
/// header   JSON: name → dtype, shape, data_offsets [from, to) into the data; spaces up to a
///          multiple of 8
/// data     the tensors one after another, in the order of their offsets
/// ```
///
/// Source: the safetensors repository, "Format".
final class SafetensorsFile {
  private static final int ALIGNMENT = 8;

  private SafetensorsFile() {}

  static void write(VectorSpool vectors, Packing packing, OutputStream out) throws IOException {
    Header header = new Header();
    // Ranges go first: float32 stays aligned there, whatever the length of the codes.
    if (packing.ranges().isPresent()) {
      header.add("ranges", Element.F32, 2, packing.width());
    }
    header.add("embeddings", packing.element(), vectors.rows(), packing.width());
    out.write(header.bytes());
    if (packing.ranges().isPresent()) {
      Ranges ranges = packing.ranges().get();
      out.write(Element.row(ranges.lowest()));
      out.write(Element.row(ranges.highest()));
    }
    vectors.each(vector -> out.write(packing.row().apply(vector)));
  }

  /// Collects the tensors and their offsets.
  private static final class Header {
    private final StringBuilder json = new StringBuilder("{");
    private long end;

    void add(String name, Element element, long rows, int width) {
      long start = end;
      end += rows * width * element.bytes;
      json.append(json.length() == 1 ? "" : ",")
          .append("\"%s\":{\"dtype\":\"%s\",".formatted(name, element.safetensors))
          .append("\"shape\":[%d,%d],\"data_offsets\":[%d,%d]}".formatted(rows, width, start, end));
    }

    byte[] bytes() {
      json.append('}');
      json.append(" ".repeat(Math.ceilDiv(json.length(), ALIGNMENT) * ALIGNMENT - json.length()));
      return ByteBuffer.allocate(Long.BYTES + json.length())
          .order(ByteOrder.LITTLE_ENDIAN)
          .putLong(json.length())
          .put(json.toString().getBytes(StandardCharsets.US_ASCII))
          .array();
    }
  }
}
