package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.model.MatmulScale;
import dev.semblance.engine.onednn.NumberType;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Number format of the rows that a product reads, and the conversion from float32. *Safe for use
/// by many threads.*
sealed interface ActivationFormat {
  /// 1.5 · 2²³. Adding it to a number below 2²² leaves the number, rounded to nearest even, in the
  /// low bits of the sum.
  float ROUND_TO_INTEGER = 0x1.8p23f;

  /// Type of the numbers written.
  NumberType type();

  /// Writes one row.
  ///
  /// @param from address of `count` float32 numbers
  /// @param to address of `count` numbers of [#type]
  /// @param column of the product's input where the numbers begin; 8-bit codes differ by column
  /// @param factor of every number before it is converted
  void write(long from, long to, int column, int count, float factor);

  /// float32, unchanged.
  record Float32() implements ActivationFormat {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    @Override
    public NumberType type() {
      return NumberType.FLOAT32;
    }

    @Override
    public void write(long from, long to, int column, int count, float factor) {
      for (int i = 0; i < count; i += FLOATS.length()) {
        VectorMask<Float> in = FLOATS.indexInRange(i, count);
        FloatVector.fromMemorySegment(
                FLOATS, NativeMemory.ALL, from + 4L * i, NativeMemory.ORDER, in)
            .mul(factor)
            .intoMemorySegment(NativeMemory.ALL, to + 4L * i, NativeMemory.ORDER, in);
      }
    }
  }

  /// bfloat16: the upper half of a float32, rounded to nearest even.
  record Bfloat16() implements ActivationFormat {
    /// The upper half's bits.
    static final int UPPER = 0xffff0000;

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS =
        VectorSpecies.of(short.class, VectorShape.forBitSize(INTS.vectorBitSize() / 2));

    @Override
    public NumberType type() {
      return NumberType.BFLOAT16;
    }

    @Override
    public void write(long from, long to, int column, int count, float factor) {
      int whole = FLOATS.loopBound(count);
      for (int i = 0; i < whole; i += FLOATS.length()) {
        round(
                FloatVector.fromMemorySegment(
                        FLOATS, NativeMemory.ALL, from + 4L * i, NativeMemory.ORDER)
                    .mul(factor))
            .intoMemorySegment(NativeMemory.ALL, to + 2L * i, NativeMemory.ORDER);
      }
      for (int i = whole; i < count; i++) {
        int bits = Float.floatToRawIntBits(NativeMemory.floatAt(from + 4L * i) * factor);
        short rounded = (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
        NativeMemory.ALL.set(ValueLayout.JAVA_SHORT, to + 2L * i, rounded);
      }
    }

    /// Rounds half up instead of to even, which saves two instructions. The caller drops the lower
    /// half.
    static IntVector roundedPositive(FloatVector values) {
      return values.reinterpretAsInts().add(0x8000);
    }

    /// The upper halves.
    static ShortVector upper(IntVector rounded) {
      IntVector upper = rounded.lanewise(VectorOperators.LSHR, 16);
      return (ShortVector) upper.convertShape(VectorOperators.I2S, SHORTS, 0);
    }

    private static ShortVector round(FloatVector values) {
      IntVector bits = values.reinterpretAsInts();
      IntVector odd = bits.lanewise(VectorOperators.LSHR, 16).and(1);
      return upper(bits.add(0x7fff).add(odd));
    }
  }

  /// Unsigned 8-bit codes: `real = scale · smoothing[column] · (code − zero)`, rounded to nearest
  /// even, clamped to 0 … 255.
  ///
  /// @param scale of the whole tensor, above 0
  /// @param zero code of 0
  /// @param inverse `1 / (scale · smoothing)` for each column, `[in]`
  record Int8(float scale, int zero, float[] inverse) implements ActivationFormat {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Byte> BYTES =
        INTS.vectorBitSize() >= 256
            ? VectorSpecies.of(byte.class, VectorShape.forBitSize(INTS.vectorBitSize() / 4))
            : ByteVector.SPECIES_64;

    private static final int LEAST = Float.floatToRawIntBits(ROUND_TO_INTEGER);
    private static final int MOST = LEAST + 255;

    /// The format of a product's input.
    ///
    /// @param columns of the input
    static Int8 of(MatmulScale scale, int columns) {
      float[] inverse = new float[columns];
      for (int i = 0; i < columns; i++) {
        inverse[i] = 1 / (scale.scale() * scale.smooth(i));
      }
      return new Int8(scale.scale(), scale.zero(), inverse);
    }

    @Override
    public NumberType type() {
      return NumberType.UINT8;
    }

    @Override
    public void write(long from, long to, int column, int count, float factor) {
      int whole = FLOATS.loopBound(count);
      float shift = ROUND_TO_INTEGER + zero;
      FloatVector shifts = FloatVector.broadcast(FLOATS, shift);
      for (int i = 0; i < whole; i += FLOATS.length()) {
        FloatVector value =
            FloatVector.fromMemorySegment(
                    FLOATS, NativeMemory.ALL, from + 4L * i, NativeMemory.ORDER)
                .mul(factor);
        codes(value.fma(FloatVector.fromArray(FLOATS, inverse, column + i), shifts))
            .intoMemorySegment(NativeMemory.ALL, to + i, NativeMemory.ORDER);
      }
      for (int i = whole; i < count; i++) {
        float value = NativeMemory.floatAt(from + 4L * i) * factor;
        float code = Math.fma(value, inverse[column + i], shift);
        int bits = Math.clamp(Float.floatToRawIntBits(code), LEAST, MOST);
        NativeMemory.ALL.set(ValueLayout.JAVA_BYTE, to + i, (byte) (bits - LEAST));
      }
    }

    /// Clamps the bits, which order as the floats do, by two integer instructions.
    private static ByteVector codes(FloatVector shifted) {
      IntVector bits = shifted.reinterpretAsInts().max(LEAST).min(MOST);
      return (ByteVector) bits.convertShape(VectorOperators.I2B, BYTES, 0);
    }
  }
}
