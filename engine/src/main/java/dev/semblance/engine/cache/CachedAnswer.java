package dev.semblance.engine.cache;

import dev.semblance.Embedding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// The model's answer to one input, before it is cut or normalised for one request. Each of its
/// values is stored by itself:
///
/// ```
/// tokens   4 bytes
/// cut      1 byte, 1 when tokens were cut off
/// kind     1 byte: 1 Dense, 2 Sparse, 3 MultiVector
/// (free)   2 bytes
/// width    4 bytes   Dense, MultiVector: numbers in a row; Sparse: how many ids
/// ids      4 bytes each, Sparse alone
/// numbers  4 bytes each, until the end
/// ```
///
/// @param values one for each kind of output; their arrays belong to the receiver
/// @param tokens tokens the encoder read
/// @param truncated whether tokens were cut off
public record CachedAnswer(List<Embedding> values, int tokens, boolean truncated) {
  private static final byte DENSE = 1;
  private static final byte SPARSE = 2;
  private static final byte MULTI_VECTOR = 3;

  private static final int HEADER = 12;
  private static final int[] NO_IDS = new int[0];

  public CachedAnswer {
    values = List.copyOf(values);
  }

  /// The stored form of one value.
  byte[] bytes(int index) {
    return switch (values.get(index)) {
      case Embedding.Dense(float[] numbers) -> bytes(DENSE, numbers.length, NO_IDS, numbers);
      case Embedding.Sparse(int[] ids, float[] weights) -> bytes(SPARSE, ids.length, ids, weights);
      case Embedding.MultiVector(float[] numbers, int width) ->
          bytes(MULTI_VECTOR, width, NO_IDS, numbers);
    };
  }

  /// An answer of one value, in arrays of its own.
  static CachedAnswer ofBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    int tokens = in.getInt();
    boolean truncated = in.get() == 1;
    byte kind = in.get();
    int width = in.position(in.position() + 2).getInt();
    Embedding value =
        switch (kind) {
          case DENSE -> new Embedding.Dense(floats(in));
          case SPARSE -> {
            int[] ids = new int[width];
            in.asIntBuffer().get(ids);
            in.position(in.position() + width * Integer.BYTES);
            yield new Embedding.Sparse(ids, floats(in));
          }
          case MULTI_VECTOR -> new Embedding.MultiVector(floats(in), width);
          default -> throw new IllegalStateException("no kind of answer is " + kind);
        };
    return new CachedAnswer(List.of(value), tokens, truncated);
  }

  /// One value, in arrays of its own.
  Embedding copy(int index) {
    return ofBytes(bytes(index)).values().getFirst();
  }

  private byte[] bytes(byte kind, int width, int[] ids, float[] numbers) {
    ByteBuffer out =
        ByteBuffer.allocate(HEADER + (ids.length + numbers.length) * Integer.BYTES)
            .order(ByteOrder.nativeOrder());
    out.putInt(tokens).put((byte) (truncated ? 1 : 0)).put(kind);
    out.position(out.position() + 2).putInt(width);
    out.asIntBuffer().put(ids);
    out.position(out.position() + ids.length * Integer.BYTES);
    out.asFloatBuffer().put(numbers);
    return out.array();
  }

  private static float[] floats(ByteBuffer in) {
    float[] floats = new float[in.remaining() / Float.BYTES];
    in.asFloatBuffer().get(floats);
    return floats;
  }
}
