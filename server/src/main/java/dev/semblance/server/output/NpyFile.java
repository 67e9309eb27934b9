package dev.semblance.server.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// NumPy's own file format, version 1.0.
///
/// ```
/// 0x93 "NUMPY"   6 bytes
/// 0x01 0x00      version 1.0
/// length         2 bytes, little-endian: of the header that follows
/// header         a Python dictionary, spaces, a line feed; data starts at a multiple of 64
/// data           rows in C order
/// ```
///
/// Source: NumPy Enhancement Proposal 1 and `numpy.lib.format`.
final class NpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  private NpyFile() {}

  static void write(VectorSpool vectors, Packing packing, OutputStream out) throws IOException {
    out.write(header(packing.element(), vectors.rows(), packing.width()));
    vectors.each(vector -> out.write(packing.row().apply(vector)));
  }

  static byte[] header(Element element, long rows, int width) {
    String dictionary =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%d, %d), }"
            .formatted(element.numpy, rows, width);
    int before = MAGIC.length + Short.BYTES;
    int end = Math.ceilDiv(before + dictionary.length() + 1, ALIGNMENT) * ALIGNMENT;
    String padded = dictionary + " ".repeat(end - before - dictionary.length() - 1) + "\n";
    return ByteBuffer.allocate(end)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) padded.length())
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}
