package dev.semblance.server.output;

import dev.semblance.Precision;
import dev.semblance.vector.BinaryCodec;
import dev.semblance.vector.HalfCodec;
import dev.semblance.vector.Ranges;
import dev.semblance.vector.ScalarCodec;
import dev.semblance.vector.VectorCodec;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Conversion of vectors of one width to rows of bytes. *Safe for use by many threads.*
///
/// @param element type of the numbers
/// @param width numbers in a row
/// @param row converts one vector
/// @param ranges of int8 and uint8 codes; empty for other precisions
public record Packing(
    Element element, int width, Function<float[], byte[]> row, Optional<Ranges> ranges) {

  /// @param dimensions of the vectors
  /// @param ranges evaluated only where the precision is calibrated
  public static Packing of(Precision precision, int dimensions, Supplier<Ranges> ranges) {
    return switch (precision) {
      case FLOAT32 -> new Packing(Element.F32, dimensions, Element::row, Optional.empty());
      case FLOAT16 -> plain(Element.F16, dimensions, new HalfCodec());
      case INT8 -> scalar(Element.I8, ScalarCodec::signed, ranges.get());
      case UINT8 -> scalar(Element.U8, ScalarCodec::unsigned, ranges.get());
      case BINARY -> binary(Element.I8, new BinaryCodec(true), dimensions);
      case UBINARY -> binary(Element.U8, new BinaryCodec(false), dimensions);
    };
  }

  /// The packing for spooled vectors; int8 and uint8 take their ranges from these very vectors, as
  /// sentence-transformers does when it is given none.
  static Packing of(VectorSpool vectors, Precision precision) throws IOException {
    Ranges.RangeAccumulator seen = new Ranges.RangeAccumulator(vectors.width());
    if (precision.calibrated()) {
      vectors.each(seen::include);
    }
    return of(precision, vectors.width(), seen::ranges);
  }

  private static Packing scalar(
      Element element, Function<Ranges, VectorCodec> codec, Ranges ranges) {
    return new Packing(
        element, ranges.dimensions(), codec.apply(ranges)::encode, Optional.of(ranges));
  }

  private static Packing plain(Element element, int dimensions, VectorCodec codec) {
    return new Packing(element, dimensions, codec::encode, Optional.empty());
  }

  private static Packing binary(Element element, VectorCodec codec, int dimensions) {
    return new Packing(element, codec.bytes(dimensions), codec::encode, Optional.empty());
  }
}
