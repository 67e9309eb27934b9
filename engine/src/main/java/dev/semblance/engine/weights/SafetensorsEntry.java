package dev.semblance.engine.weights;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One entry of a safetensors header: type, shape and position of a tensor.
///
/// @param begin first byte, counted from the end of the header
/// @param end first byte after the tensor
record SafetensorsEntry(String name, ElementType type, long[] shape, long begin, long end) {
  private static final int MAX_RANK = 64;
  static final Map<String, ElementType> TYPES =
      Map.ofEntries(
          Map.entry("BOOL", ElementType.BOOL),
          Map.entry("I8", ElementType.INT8),
          Map.entry("U8", ElementType.UINT8),
          Map.entry("I16", ElementType.INT16),
          Map.entry("U16", ElementType.UINT16),
          Map.entry("I32", ElementType.INT32),
          Map.entry("U32", ElementType.UINT32),
          Map.entry("I64", ElementType.INT64),
          Map.entry("U64", ElementType.UINT64),
          Map.entry("F16", ElementType.FLOAT16),
          Map.entry("BF16", ElementType.BFLOAT16),
          Map.entry("F32", ElementType.FLOAT32),
          Map.entry("F64", ElementType.FLOAT64));

  /// Reads the value of a header's key.
  ///
  /// @param json at the value's first token; afterwards at its last
  static SafetensorsEntry read(MappedFile file, String name, JsonParser json) throws IOException {
    return new EntryFields(file, "tensor '" + name + "'").read(name, json);
  }

  /// The tensor, as a view of the numbers after the header.
  Tensor over(MemorySegment numbers) {
    return new Tensor(name, type, shape, Layout.ROW_MAJOR, numbers.asSlice(begin, end - begin));
  }

  /// The keys of one entry, in any order.
  private static final class EntryFields {
    private final MappedFile file;
    private final String tensor;
    private @Nullable String dtype;
    private long @Nullable [] shape;
    private long @Nullable [] offsets;

    EntryFields(MappedFile file, String tensor) {
      this.file = file;
      this.tensor = tensor;
    }

    SafetensorsEntry read(String name, JsonParser json) throws IOException {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw file.broken(tensor + " is not described by a JSON object");
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String key = json.currentName();
        json.nextToken();
        switch (key) {
          case "dtype" -> dtype = once(key, dtype, text(json, key));
          case "shape" -> shape = once(key, shape, integers(json, key));
          case "data_offsets" -> offsets = once(key, offsets, integers(json, key));
          default -> json.skipChildren();
        }
      }
      return checked(name);
    }

    private SafetensorsEntry checked(String name) {
      String typeName = needed("dtype", dtype);
      long[] sizes = needed("shape", shape);
      long[] range = needed("data_offsets", offsets);
      ElementType type = TYPES.get(typeName);
      if (type == null) {
        throw file.broken(tensor + " has unknown dtype " + typeName);
      }
      if (range.length != 2) {
        throw file.broken(tensor + " has " + range.length + " data_offsets, expected 2");
      }
      if (range[0] > range[1]) {
        throw file.broken(
            tensor + " ends before it begins: at " + range[1] + ", begins at " + range[0]);
      }
      long bytes = Shapes.bytes(file.name() + ": " + tensor, type, sizes);
      if (bytes != range[1] - range[0]) {
        throw file.broken(
            tensor
                + ": "
                + typeName
                + " "
                + Arrays.toString(sizes)
                + " needs "
                + bytes
                + " bytes, offsets give "
                + (range[1] - range[0]));
      }
      return new SafetensorsEntry(name, type, sizes, range[0], range[1]);
    }

    private <T> T once(String key, @Nullable T before, T now) {
      if (before != null) {
        throw file.broken(tensor + " has " + key + " twice");
      }
      return now;
    }

    private <T> T needed(String key, @Nullable T value) {
      if (value == null) {
        throw file.broken(tensor + " has no " + key);
      }
      return value;
    }

    private String text(JsonParser json, String key) throws IOException {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        throw file.broken(tensor + ": " + key + " is not a string");
      }
      return json.getText();
    }

    private long[] integers(JsonParser json, String key) throws IOException {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        throw file.broken(tensor + ": " + key + " is not a list");
      }
      long[] values = new long[MAX_RANK];
      int count = 0;
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
          throw file.broken(tensor + " has a dimension that is not an integer: " + json.getText());
        }
        if (count == MAX_RANK) {
          throw file.broken(tensor + ": " + key + " has more than " + MAX_RANK + " numbers");
        }
        values[count++] = natural(json.getBigIntegerValue());
      }
      return Arrays.copyOf(values, count);
    }

    private long natural(BigInteger value) {
      if (value.signum() < 0) {
        throw file.broken(tensor + " has a negative dimension or offset: " + value);
      }
      if (value.bitLength() > 62) {
        throw file.broken(tensor + " is too large: " + value);
      }
      return value.longValue();
    }
  }
}
