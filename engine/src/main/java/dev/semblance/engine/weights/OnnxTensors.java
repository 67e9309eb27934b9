package dev.semblance.engine.weights;

import dev.semblance.engine.model.ModelFolder;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads `TensorProto` messages. Their numbers are views of the file (`raw_data`, packed
/// `float_data` and `double_data`, external data); only numbers stored as varints are unpacked.
/// *One thread at a time.*
final class OnnxTensors {
  private static final int DIMS = 1;
  private static final int DATA_TYPE = 2;
  private static final int FLOAT_DATA = 4;
  private static final int INT32_DATA = 5;
  private static final int INT64_DATA = 7;
  private static final int NAME = 8;
  private static final int RAW_DATA = 9;
  private static final int DOUBLE_DATA = 10;
  private static final int UINT64_DATA = 11;
  private static final int EXTERNAL_DATA = 13;
  private static final int DATA_LOCATION = 14;
  private static final int MAX_RANK = 64;

  private final MappedFile file;
  private final Path path;
  private final Arena arena;
  private final Map<String, MappedFile> external = new HashMap<>();

  OnnxTensors(MappedFile file, Path path, Arena arena) {
    this.file = file;
    this.path = path;
    this.arena = arena;
  }

  /// @return null for a tensor of a type that no weights have: strings, complex numbers, 8-bit
  ///   floats
  @Nullable Tensor read(ProtoReader proto) {
    var found = new Parts();
    while (proto.next()) {
      switch (proto.field()) {
        case DIMS -> found.addDims(proto);
        case DATA_TYPE -> found.dataType = proto.number();
        case NAME -> found.name = proto.text();
        case FLOAT_DATA, DOUBLE_DATA, RAW_DATA -> found.data = proto.bytes();
        case INT32_DATA, INT64_DATA, UINT64_DATA -> found.varints = proto.message();
        case EXTERNAL_DATA -> found.addExternal(proto.message());
        case DATA_LOCATION -> found.isExternal = proto.number() == 1;
        default -> {}
      }
    }
    return found.tensor();
  }

  private static @Nullable ElementType type(long code) {
    return switch (Math.clamp(code, 0, 99)) {
      case 1 -> ElementType.FLOAT32;
      case 2 -> ElementType.UINT8;
      case 3 -> ElementType.INT8;
      case 4 -> ElementType.UINT16;
      case 5 -> ElementType.INT16;
      case 6 -> ElementType.INT32;
      case 7 -> ElementType.INT64;
      case 9 -> ElementType.BOOL;
      case 10 -> ElementType.FLOAT16;
      case 11 -> ElementType.FLOAT64;
      case 12 -> ElementType.UINT32;
      case 13 -> ElementType.UINT64;
      case 16 -> ElementType.BFLOAT16;
      default -> null;
    };
  }

  /// The fields of one message.
  private final class Parts {
    private String name = "";
    private long dataType;
    private long[] shape = {};
    private MemorySegment data = MemorySegment.NULL;
    private @Nullable ProtoReader varints;
    private boolean isExternal;
    private final Map<String, String> place = new HashMap<>();

    /// One dimension, or several packed.
    void addDims(ProtoReader proto) {
      if (proto.isNumber()) {
        addDim(proto.number());
        return;
      }
      ProtoReader packed = proto.message();
      while (!packed.atEnd()) {
        addDim(packed.varint());
      }
    }

    private void addDim(long size) {
      if (shape.length == MAX_RANK) {
        throw file.broken("tensor '" + name + "' has more than " + MAX_RANK + " dimensions");
      }
      shape = Arrays.copyOf(shape, shape.length + 1);
      shape[shape.length - 1] = size;
    }

    void addExternal(ProtoReader entry) {
      String key = "";
      String value = "";
      while (entry.next()) {
        switch (entry.field()) {
          case 1 -> key = entry.text();
          case 2 -> value = entry.text();
          default -> {}
        }
      }
      place.put(key, value);
    }

    @Nullable Tensor tensor() {
      ElementType type = type(dataType);
      if (type == null) {
        return null;
      }
      String subject = file.name() + ": tensor '" + name + "'";
      long bytes = Shapes.bytes(subject, type, shape);
      MemorySegment numbers = isExternal ? externalData(bytes) : data;
      if (varints != null) {
        numbers = unpacked(varints, type, bytes);
      }
      if (numbers.byteSize() != bytes) {
        throw file.broken(
            "tensor '"
                + name
                + "' needs "
                + bytes
                + " bytes, the file gives "
                + numbers.byteSize());
      }
      return new Tensor(name, type, shape, Layout.ROW_MAJOR, numbers);
    }

    private MemorySegment externalData(long bytes) {
      String location = place.getOrDefault("location", "");
      MemorySegment all = external.computeIfAbsent(location, this::open).bytes();
      long offset = wholeNumber("offset", 0);
      if (offset > all.byteSize()) {
        throw file.broken("tensor '" + name + "' reaches beyond the end of " + location);
      }
      long length = wholeNumber("length", all.byteSize() - offset);
      if (length > all.byteSize() - offset || length != bytes) {
        throw file.broken(
            "tensor '"
                + name
                + "' needs "
                + bytes
                + " bytes at "
                + offset
                + " of "
                + location
                + ", it says "
                + length
                + " and the file has "
                + all.byteSize());
      }
      return all.asSlice(offset, length);
    }

    private MappedFile open(String location) {
      var folder = new ModelFolder(file.name(), path.toAbsolutePath().resolveSibling(""));
      Path data = folder.resolve("external data", location);
      if (!folder.has(location)) {
        throw folder.broken(location + " is missing");
      }
      return MappedFile.open(location, data, arena);
    }

    private long wholeNumber(String key, long otherwise) {
      String value = place.get(key);
      if (value == null) {
        return otherwise;
      }
      if (!value.matches("[0-9]{1,18}")) {
        throw file.broken("tensor '" + name + "': external data has " + key + " '" + value + "'");
      }
      return Long.parseLong(value);
    }

    /// Every varint takes at least a byte of the file, so this allocates no more than eight times
    /// it.
    private MemorySegment unpacked(ProtoReader packed, ElementType type, long bytes) {
      if (bytes > file.bytes().byteSize() * Long.BYTES) {
        throw file.broken("tensor '" + name + "' needs " + bytes + " bytes, the file has fewer");
      }
      MemorySegment numbers = arena.allocate(bytes, Long.BYTES);
      for (long at = 0; at < bytes; at += type.bytes()) {
        long value = packed.varint();
        for (int b = 0; b < type.bytes(); b++) {
          numbers.set(ValueLayout.JAVA_BYTE, at + b, (byte) (value >>> (8 * b)));
        }
      }
      if (!packed.atEnd()) {
        throw file.broken("tensor '" + name + "' holds more numbers than its shape");
      }
      return numbers;
    }
  }
}
