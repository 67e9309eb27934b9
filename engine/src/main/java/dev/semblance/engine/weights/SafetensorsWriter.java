package dev.semblance.engine.weights;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.io.AtomicFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes a safetensors file (see [SafetensorsReader] for its layout). Wide types come first and
/// the header is padded, so that every tensor is aligned. *Safe for use by many threads.*
public final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;
  private static final int CHUNK = 1 << 20;
  private static final Map<ElementType, String> NAMES =
      SafetensorsEntry.TYPES.entrySet().stream()
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

  private SafetensorsWriter() {}

  /// Writes the tensors, whose names must differ. The file appears complete or not at all.
  ///
  /// @throws IllegalArgumentException for a tensor that is not row-major
  public static void write(Path file, List<Tensor> tensors) throws IOException {
    List<Tensor> ordered =
        tensors.stream()
            .sorted(
                Comparator.comparingInt((Tensor tensor) -> -tensor.type().bytes())
                    .thenComparing(Tensor::name))
            .toList();
    byte[] header = header(ordered);
    try (AtomicFile out = AtomicFile.open(file)) {
      ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      out.write(length.putLong(header.length).flip());
      out.write(ByteBuffer.wrap(header));
      for (Tensor tensor : ordered) {
        write(out, tensor.data());
      }
      out.commit();
    }
  }

  private static byte[] header(List<Tensor> tensors) {
    ObjectNode root = new JsonMapper().createObjectNode();
    root.putObject("__metadata__").put("format", "pt");
    long at = 0;
    for (Tensor tensor : tensors) {
      if (tensor.layout() != Layout.ROW_MAJOR) {
        throw new IllegalArgumentException("tensor " + tensor.name() + " is not row-major");
      }
      ObjectNode entry = root.putObject(tensor.name());
      entry.put("dtype", NAMES.get(tensor.type()));
      var shape = entry.putArray("shape");
      for (long size : tensor.shape()) {
        shape.add(size);
      }
      long end = at + tensor.data().byteSize();
      entry.putArray("data_offsets").add(at).add(end);
      at = end;
    }
    String json = root.toString();
    int rest = json.getBytes(UTF_8).length % ALIGNMENT;
    return (json + " ".repeat((ALIGNMENT - rest) % ALIGNMENT)).getBytes(UTF_8);
  }

  private static void write(AtomicFile out, MemorySegment bytes) throws IOException {
    // Copied in pieces: arrays of floats cannot be seen as a buffer of bytes.
    byte[] chunk = new byte[(int) Math.min(CHUNK, bytes.byteSize())];
    for (long at = 0; at < bytes.byteSize(); at += chunk.length) {
      int size = (int) Math.min(chunk.length, bytes.byteSize() - at);
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, chunk, 0, size);
      out.write(ByteBuffer.wrap(chunk, 0, size));
    }
  }
}
