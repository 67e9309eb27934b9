package dev.semblance.engine.weights;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes torch files for tests, in both formats, as far as float tensors go.
final class TorchFile {
  private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
  private final List<float[]> storages = new ArrayList<>();

  /// A tensor over the storage added last, or a new one.
  TorchFile tensor(String name, int offset, int[] size, int... stride) {
    text(entries, name);
    op(entries, "ctorch._utils\n_rebuild_tensor_v2\n((");
    text(entries, "storage");
    op(entries, "ctorch\nFloatStorage\n");
    text(entries, "" + (storages.size() - 1));
    text(entries, "cpu");
    integer(entries, storages.getLast().length);
    op(entries, "tQ");
    integer(entries, offset);
    tuple(entries, size);
    tuple(entries, stride);
    entries.write(0x89);
    op(entries, "ccollections\nOrderedDict\n)RtR");
    return this;
  }

  TorchFile storage(float... values) {
    storages.add(values);
    return this;
  }

  byte[] zip() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      entry(zip, "m/data.pkl", pickle());
      entry(zip, "m/byteorder", "little".getBytes(UTF_8));
      for (int i = 0; i < storages.size(); i++) {
        entry(zip, "m/data/" + i, numbers(storages.get(i)));
      }
    }
    return bytes.toByteArray();
  }

  byte[] legacy() {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        new byte[] {
          (byte) 0x80,
          2,
          (byte) 0x8a,
          10,
          0x6c,
          (byte) 0xfc,
          (byte) 0x9c,
          0x46,
          (byte) 0xf9,
          0x20,
          0x6a,
          (byte) 0xa8,
          0x50,
          0x19,
          '.'
        });
    op(bytes, "\u0080\u0002M\u00e9\u0003.");
    op(bytes, "\u0080\u0002}(");
    text(bytes, "little_endian");
    op(bytes, "\u0088u.");
    bytes.writeBytes(pickle());
    op(bytes, "\u0080\u0002](");
    for (int i = 0; i < storages.size(); i++) {
      text(bytes, "" + i);
    }
    op(bytes, "e.");
    for (float[] storage : storages) {
      bytes.writeBytes(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(storage.length).array());
      bytes.writeBytes(numbers(storage));
    }
    return bytes.toByteArray();
  }

  private byte[] pickle() {
    var bytes = new ByteArrayOutputStream();
    op(bytes, "\u0080\u0002ccollections\nOrderedDict\n)R(");
    bytes.writeBytes(entries.toByteArray());
    op(bytes, "u}b.");
    return bytes.toByteArray();
  }

  private static byte[] numbers(float[] values) {
    var bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  private static void entry(ZipOutputStream zip, String name, byte[] data) throws IOException {
    var entry = new ZipEntry(name);
    var crc = new CRC32();
    crc.update(data);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(data.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(data);
    zip.closeEntry();
  }

  private static void op(ByteArrayOutputStream out, String opcodes) {
    out.writeBytes(opcodes.getBytes(ISO_8859_1));
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.write('X');
    out.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(text.length()).array());
    out.writeBytes(text.getBytes(UTF_8));
  }

  private static void integer(ByteArrayOutputStream out, int value) {
    out.write('J');
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  private static void tuple(ByteArrayOutputStream out, int... values) {
    out.write('(');
    for (int value : values) {
      integer(out, value);
    }
    out.write('t');
  }
}
