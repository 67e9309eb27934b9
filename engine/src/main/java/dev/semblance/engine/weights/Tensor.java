package dev.semblance.engine.weights;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A dense tensor over memory owned by others, such as a mapped file. *Safe for use by many
/// threads.*
///
/// @param name for messages
/// @param type of its elements
/// @param shape sizes, outermost first; empty for a scalar
/// @param storage its elements in memory
public record Tensor(String name, ElementType type, long[] shape, TensorStorage storage) {
  private static final ValueLayout.OfShort INT16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfLong INT64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT32 =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble FLOAT64 =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(LITTLE_ENDIAN);

  private static final int TILE = 16;

  /// Elements widened together by [#finite].
  private static final int FINITE_CHECK_CHUNK = 4096;

  /// Elements in memory.
  ///
  /// @param layout order of a matrix's elements; row-major for every other rank
  /// @param data exactly as many bytes as type and shape need, possibly unaligned
  /// @param scales of a quantized matrix, whose INT8 codes are read as the numbers they encode;
  ///   null for every other tensor
  public record TensorStorage(Layout layout, MemorySegment data, @Nullable Scales scales) {}

  /// @throws SemblanceException BROKEN_MODEL when the data has not the size that type and shape
  ///   need
  public Tensor {
    MemorySegment data = storage.data();
    long needed = Shapes.bytes("tensor " + name, type, shape);
    if (data.byteSize() != needed) {
      throw broken(
          name,
          type
              + " "
              + Arrays.toString(shape)
              + " needs "
              + needed
              + " bytes, has "
              + data.byteSize());
    }
    if (storage.layout() == Layout.COLUMN_MAJOR && shape.length != 2) {
      throw broken(name, "has " + shape.length + " dimensions; only matrices are column-major");
    }
  }

  /// A tensor that is not quantized.
  public Tensor(String name, ElementType type, long[] shape, Layout layout, MemorySegment data) {
    this(name, type, shape, new TensorStorage(layout, data, null));
  }

  public Layout layout() {
    return storage.layout();
  }

  public MemorySegment data() {
    return storage.data();
  }

  /// The same matrix of codes with scales.
  Tensor with(Scales given) {
    return new Tensor(name, type, shape, new TensorStorage(layout(), data(), given));
  }

  /// Number of elements.
  public long elements() {
    return data().byteSize() / type.bytes();
  }

  /// This tensor, if its shape is the one expected.
  ///
  /// @throws SemblanceException BROKEN_MODEL naming both shapes otherwise
  public Tensor expect(long... expected) {
    if (!Arrays.equals(shape, expected)) {
      throw new SemblanceException(
          Fault.BROKEN_MODEL,
          "tensor "
              + name
              + " has shape "
              + Arrays.toString(shape)
              + ", expected "
              + Arrays.toString(expected));
    }
    return this;
  }

  /// This tensor, if every number in it is finite.
  ///
  /// @throws SemblanceException BROKEN_MODEL when it holds NaN or infinity, or no floating-point
  ///   numbers at all
  public Tensor finite() {
    long n = elements();
    float[] sweep = new float[(int) Math.min(FINITE_CHECK_CHUNK, n)];
    for (long from = 0; from < n; from += FINITE_CHECK_CHUNK) {
      int count = (int) Math.min(FINITE_CHECK_CHUNK, n - from);
      widen(from, sweep, 0, count);
      for (int i = 0; i < count; i++) {
        if (!Float.isFinite(sweep[i])) {
          throw new SemblanceException(
              Fault.BROKEN_MODEL,
              "weights hold NaN or infinity: tensor " + name + ", element " + (from + i));
        }
      }
    }
    return this;
  }

  /// A copy in row-major order, widened to 32 bits: exact for 16 and 32 bits, rounded to nearest
  /// for 64.
  ///
  /// @throws SemblanceException BROKEN_MODEL when it holds no floating-point numbers, or more than
  ///   an array can
  public float[] floats() {
    long n = elements();
    if (n > Integer.MAX_VALUE - 8) {
      throw broken(name, "is too large for an array: " + n + " numbers");
    }
    float[] copy = new float[(int) n];
    if (layout() == Layout.COLUMN_MAJOR) {
      transpose(copy, (int) shape[0], (int) shape[1]);
    } else {
      widen(0, copy, 0, copy.length);
    }
    return copy;
  }

  /// A copy of whole numbers that index something of `size` elements.
  ///
  /// @throws SemblanceException BROKEN_MODEL when it holds other numbers
  public int[] indices(int size) {
    if (type != ElementType.INT32 && type != ElementType.INT64) {
      throw broken(name, "holds " + type + ", not whole numbers of 32 or 64 bits");
    }
    int[] copy = new int[Math.toIntExact(elements())];
    for (int i = 0; i < copy.length; i++) {
      long index =
          type == ElementType.INT32
              ? data().get(INT32, (long) i * Integer.BYTES)
              : data().get(INT64, (long) i * Long.BYTES);
      if (index < 0 || index >= size) {
        throw broken(name, "holds " + index + "; the largest index is " + (size - 1));
      }
      copy[i] = (int) index;
    }
    return copy;
  }

  /// Copies one row of a matrix, widened to 32 bits.
  ///
  /// @param row from 0
  /// @param into receives `columns` numbers from index `at`
  /// @throws SemblanceException BROKEN_MODEL when it is not a matrix of floating-point numbers
  public void copyRow(long row, float[] into, int at) {
    if (shape.length != 2) {
      throw broken(name, "has shape " + Arrays.toString(shape) + ", a matrix was expected");
    }
    int columns = Math.toIntExact(shape[1]);
    if (layout() == Layout.COLUMN_MAJOR) {
      for (int c = 0; c < columns; c++) {
        into[at + c] = at(c * shape[0] + row);
      }
    } else {
      widen(row * columns, into, at, columns);
    }
  }

  /// The `index`-th number in memory order, widened to 32 bits.
  private float at(long index) {
    MemorySegment data = storage.data();
    return switch (type) {
      case FLOAT32 -> data.get(FLOAT32, index * Float.BYTES);
      case FLOAT16 -> Float.float16ToFloat(data.get(INT16, index * Short.BYTES));
      case BFLOAT16 -> Float.intBitsToFloat(data.get(INT16, index * Short.BYTES) << 16);
      case FLOAT64 -> (float) data.get(FLOAT64, index * Double.BYTES);
      case INT8 -> real(index);
      case BOOL, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
          throw broken(name, "holds " + type + ", not floating-point numbers");
    };
  }

  private float real(long index) {
    Scales scales = storage.scales();
    if (scales == null) {
      throw broken(name, "holds INT8 without scales, not floating-point numbers");
    }
    byte code = data().get(ValueLayout.JAVA_BYTE, index);
    return scales.real(code, (int) (index / shape[1]), (int) (index % shape[1]));
  }

  private void widen(long from, float[] into, int at, int count) {
    if (type == ElementType.FLOAT32) {
      MemorySegment.copy(data(), FLOAT32, from * Float.BYTES, into, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      into[at + i] = at(from + i);
    }
  }

  /// Column-major memory to a row-major array, a strip of columns at a time, a tile of the strip at
  /// a time: a tile's cache lines stay in first-level cache whatever the strides.
  private void transpose(float[] into, int rows, int columns) {
    float[] strip = new float[Math.min(TILE, columns) * rows];
    for (int first = 0; first < columns; first += TILE) {
      int wide = Math.min(TILE, columns - first);
      widen((long) first * rows, strip, 0, wide * rows);
      for (int row = 0; row < rows; row += TILE) {
        int end = Math.min(rows, row + TILE);
        for (int c = 0; c < wide; c++) {
          for (int r = row; r < end; r++) {
            into[r * columns + first + c] = strip[c * rows + r];
          }
        }
      }
    }
  }

  private static SemblanceException broken(String name, String fact) {
    return new SemblanceException(Fault.BROKEN_MODEL, "tensor " + name + " " + fact);
  }
}
