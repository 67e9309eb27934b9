package dev.semblance.engine.weights;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes safetensors files byte by byte, valid or not, for tests.
final class Safetensors {
  private Safetensors() {}

  /// A file of a header as given, and `numbers` zero bytes.
  static byte[] bytes(String header, int numbers) {
    return bytes(header, new byte[numbers]);
  }

  static byte[] bytes(String header, byte[] numbers) {
    byte[] json = header.getBytes(UTF_8);
    return ByteBuffer.allocate(8 + json.length + numbers.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(numbers)
        .array();
  }

  static Path write(Path folder, byte[] bytes) throws IOException {
    return Files.write(folder.resolve("model.safetensors"), bytes);
  }
}
