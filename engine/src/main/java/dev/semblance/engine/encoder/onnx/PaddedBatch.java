package dev.semblance.engine.encoder.onnx;

import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.Rows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;

/// A ragged batch as the rectangle `[b,t]` that exported graphs read, padded on the right with id 0
/// and mask 0.
///
/// @param ids `[b,t]`
/// @param mask `[b,t]`, 1 for tokens that are attended to
/// @param types `[b,t]`
/// @param shape b and t
record PaddedBatch(LongBuffer ids, LongBuffer mask, LongBuffer types, long[] shape) {
  /// The names of [#input].
  static final List<String> INPUTS =
      List.of("input_ids", "attention_mask", "token_type_ids", "position_ids");

  static PaddedBatch of(RaggedBatch batch) {
    int b = batch.inputs();
    int t = batch.longest();
    var padded = new PaddedBatch(longs(b * t), longs(b * t), longs(b * t), new long[] {b, t});
    for (int i = 0; i < b; i++) {
      for (int j = 0; j < batch.length(i); j++) {
        int from = batch.starts()[i] + j;
        padded.ids.put(i * t + j, batch.ids()[from]);
        padded.mask.put(i * t + j, j < batch.attended(i) ? 1 : 0);
        padded.types.put(i * t + j, batch.types().length == 0 ? 0 : batch.types()[from]);
      }
    }
    return padded;
  }

  /// The buffer for the graph's input `name`, one of [#INPUTS].
  LongBuffer input(String name) {
    return switch (name) {
      case "input_ids" -> ids.duplicate();
      case "attention_mask" -> mask.duplicate();
      case "token_type_ids" -> types.duplicate();
      case "position_ids" -> positions();
      default -> throw new IllegalArgumentException("no input " + name);
    };
  }

  /// The wanted rows of `[b,t,d]`.
  float[] unpad(FloatBuffer hidden, RaggedBatch batch, Rows rows, int width) {
    int t = (int) shape[1];
    int wanted = rows == Rows.ALL ? batch.tokens() : batch.inputs();
    float[] values = new float[wanted * width];
    int to = 0;
    for (int i = 0; i < batch.inputs(); i++) {
      int count = (rows == Rows.ALL ? batch.length(i) : 1) * width;
      hidden.get(i * t * width, values, to, count);
      to += count;
    }
    return values;
  }

  private LongBuffer positions() {
    LongBuffer positions = longs(ids.capacity());
    int t = (int) shape[1];
    for (int i = 0; i < positions.capacity(); i++) {
      positions.put(i, i % t);
    }
    return positions;
  }

  private static LongBuffer longs(int count) {
    return ByteBuffer.allocateDirect(count * Long.BYTES)
        .order(ByteOrder.nativeOrder())
        .asLongBuffer();
  }
}
