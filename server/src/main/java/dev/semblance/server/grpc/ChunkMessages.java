package dev.semblance.server.grpc;

import com.google.protobuf.ByteString;
import dev.semblance.Chunked;
import dev.semblance.Chunked.Chunk;
import dev.semblance.server.output.PackedVectors;
import dev.semblance.server.service.ChunkReply;
import java.util.ArrayList;
import java.util.List;
import semblance.v1.Embedding;

/// The windows of each text, as messages of `semblance.v1`.
///
/// @param pooled whether each text has one vector, beside its windows
/// @param packed whether vectors are bytes in the requested precision, or floats
record ChunkMessages(ChunkReply reply, boolean pooled, boolean packed) {

  /// A message for each text.
  List<Embedding> all() {
    List<PackedVectors> vectors = packed ? reply.vectors() : List.of();
    List<Embedding> all = new ArrayList<>(reply.chunked().size());
    for (Chunked text : reply.chunked()) {
      all.add(of(text, packed ? vectors.get(all.size()).rows() : List.of()));
    }
    return all;
  }

  /// @param rows the text's vectors as bytes; empty where they are floats
  private Embedding of(Chunked text, List<byte[]> rows) {
    Embedding.Builder message = Embedding.newBuilder().setTokenCount(text.tokens());
    if (pooled && packed) {
      message.setPackedDense(ByteString.copyFrom(rows.getFirst()));
    } else if (pooled) {
      message.addAllDense(floats(text.vectors().getFirst()));
    }
    for (int c = 0; c < text.chunks().size(); c++) {
      var chunk = chunk(text.chunks().get(c));
      if (!pooled && packed) {
        chunk.setPackedDense(ByteString.copyFrom(rows.get(c)));
      } else if (!pooled) {
        chunk.addAllDense(floats(text.vectors().get(c)));
      }
      message.addChunks(chunk);
    }
    return message.build();
  }

  private static semblance.v1.Chunk.Builder chunk(Chunk chunk) {
    return semblance.v1.Chunk.newBuilder()
        .setStart(chunk.start())
        .setEnd(chunk.end())
        .setTokens(chunk.tokens());
  }

  private static List<Float> floats(float[] values) {
    List<Float> floats = new ArrayList<>(values.length);
    for (float value : values) {
      floats.add(value);
    }
    return floats;
  }
}
