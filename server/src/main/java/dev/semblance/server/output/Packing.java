package dev.semblance.server.output;

import dev.semblance.Precision;
import dev.semblance.vector.BinaryCodec;
import dev.semblance.vector.Ranges;
import dev.semblance.vector.ScalarCodec;
import dev.semblance.vector.VectorCodec;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/// How vectors become rows of bytes.
///
/// @param element what each number of a row is
/// @param width how many numbers a row has
/// @param row packs one vector
/// @param ranges what int8 and uint8 codes mean; empty for the others
record Packing(Element element, int width, Function<float[], byte[]> row, Optional<Ranges> ranges) {

  /// The packing for spooled vectors; int8 and uint8 take their ranges from these very vectors, as
  /// sentence-transformers does when it is given none.
  static Packing of(VectorSpool vectors, Precision precision) throws IOException {
    return switch (precision) {
      case FLOAT32 -> new Packing(Element.F32, vectors.width(), Element::row, Optional.empty());
      case INT8 -> scalar(Element.I8, ScalarCodec::signed, vectors);
      case UINT8 -> scalar(Element.U8, ScalarCodec::unsigned, vectors);
      case BINARY -> binary(Element.I8, new BinaryCodec(true), vectors.width());
      case UBINARY -> binary(Element.U8, new BinaryCodec(false), vectors.width());
    };
  }

  private static Packing scalar(
      Element element, Function<Ranges, VectorCodec> codec, VectorSpool vectors)
      throws IOException {
    Ranges.Growing seen = new Ranges.Growing(vectors.width());
    vectors.each(seen::include);
    Ranges ranges = seen.ranges();
    return new Packing(element, vectors.width(), codec.apply(ranges)::encode, Optional.of(ranges));
  }

  private static Packing binary(Element element, VectorCodec codec, int dimensions) {
    return new Packing(element, codec.bytes(dimensions), codec::encode, Optional.empty());
  }
}
