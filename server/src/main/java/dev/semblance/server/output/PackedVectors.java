package dev.semblance.server.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Vectors as rows of bytes in the requested precision. The arrays belong to this object.
///
/// @param element type of the numbers
/// @param width numbers in a row
/// @param rows each of them `width · bytes` long
/// @param ofEach number of rows of each input, in their order; empty where each has one
public record PackedVectors(Element element, int width, List<byte[]> rows, List<Integer> ofEach) {

  /// A row for each input.
  public static PackedVectors of(Packing packing, List<float[]> vectors) {
    return new PackedVectors(
        packing.element(),
        packing.width(),
        vectors.stream().map(packing.row()).toList(),
        List.of());
  }

  /// The rows of several inputs, one input after the other.
  ///
  /// @param inputs at least one, all of one packing
  public static PackedVectors together(List<PackedVectors> inputs) {
    PackedVectors any = inputs.getFirst();
    return new PackedVectors(
        any.element,
        any.width,
        inputs.stream().flatMap(one -> one.rows.stream()).toList(),
        inputs.stream().map(one -> one.rows.size()).toList());
  }

  /// The same rows, one for each input.
  public PackedVectors matrix() {
    return new PackedVectors(element, width, rows, List.of());
  }

  /// The bytes of the rows.
  public byte[] raw() {
    var bytes =
        new ByteArrayOutputStream(Math.toIntExact((long) rows.size() * width * element.bytes));
    rows.forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }

  /// Writes the bytes of the rows.
  public void writeRaw(OutputStream out) throws IOException {
    for (byte[] row : rows) {
      out.write(row);
    }
  }

  /// Writes a NumPy array `[rows,width]`.
  public void writeNpy(OutputStream out) throws IOException {
    out.write(NpyFile.header(element, rows.size(), width));
    writeRaw(out);
  }
}
