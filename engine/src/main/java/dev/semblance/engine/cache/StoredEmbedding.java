package dev.semblance.engine.cache;

import dev.semblance.Embedding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// One embedding as the cache stores it, before it is cut or normalised for one request:
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
/// @param embedding the value
/// @param tokens tokens the encoder read
/// @param truncated whether tokens were cut off
record StoredEmbedding(Embedding embedding, int tokens, boolean truncated) {
  private static final byte DENSE = 1;
  private static final byte SPARSE = 2;
  private static final byte MULTI_VECTOR = 3;

  private static final int HEADER = 12;
  private static final int[] NO_IDS = new int[0];

  /// The stored form.
  byte[] bytes() {
    return switch (embedding) {
      case Embedding.Dense(float[] numbers) -> bytes(DENSE, numbers.length, NO_IDS, numbers);
      case Embedding.Sparse(int[] ids, float[] weights) -> bytes(SPARSE, ids.length, ids, weights);
      case Embedding.MultiVector(float[] numbers, int width) ->
          bytes(MULTI_VECTOR, width, NO_IDS, numbers);
    };
  }

  /// Reads the stored form into arrays of its own.
  static StoredEmbedding ofBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    int tokens = in.getInt();
    boolean truncated = in.get() == 1;
    byte kind = in.get();
    int width = in.position(in.position() + 2).getInt();
    Embedding embedding =
        switch (kind) {
          case DENSE -> new Embedding.Dense(floats(in));
          case SPARSE -> {
            int[] ids = new int[width];
            in.asIntBuffer().get(ids);
            in.position(in.position() + width * Integer.BYTES);
            yield new Embedding.Sparse(ids, floats(in));
          }
          case MULTI_VECTOR -> new Embedding.MultiVector(floats(in), width);
          default -> throw new IllegalStateException("unknown kind of embedding: " + kind);
        };
    return new StoredEmbedding(embedding, tokens, truncated);
  }

  /// The same numbers in arrays of their own.
  static Embedding copy(Embedding embedding) {
    return switch (embedding) {
      case Embedding.Dense(float[] numbers) -> new Embedding.Dense(numbers.clone());
      case Embedding.Sparse(int[] ids, float[] weights) ->
          new Embedding.Sparse(ids.clone(), weights.clone());
      case Embedding.MultiVector(float[] numbers, int width) ->
          new Embedding.MultiVector(numbers.clone(), width);
    };
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
