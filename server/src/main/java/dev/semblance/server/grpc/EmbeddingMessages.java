package dev.semblance.server.grpc;

import com.google.protobuf.ByteString;
import dev.semblance.Embedded;
import dev.semblance.Output;
import dev.semblance.server.output.PackedVectors;
import dev.semblance.server.service.EmbedReply;
import semblance.v1.Embedding;
import semblance.v1.Sparse;
import semblance.v1.Vectors;

/// Results of inputs as messages of `semblance.v1`.
///
/// @param packed whether vectors are bytes in the requested precision, or floats
record EmbeddingMessages(EmbedReply reply, boolean packed) {

  Embedding of(Embedded embedded) {
    Embedding.Builder message =
        Embedding.newBuilder().setTokenCount(embedded.tokens()).setTruncated(embedded.truncated());
    embedded
        .outputs()
        .forEach((kind, made) -> {
          switch (made) {
            case dev.semblance.Embedding.Dense(float[] values) -> dense(message, values);
            case dev.semblance.Embedding.Sparse sparse -> message.setSparse(sparse(sparse));
            case dev.semblance.Embedding.MultiVector vectors -> {
              if (kind == Output.TOKENS) {
                message.setTokens(vectors(kind, vectors));
              } else {
                message.setMultiVector(vectors(kind, vectors));
              }
            }
          }
        });
    return message.build();
  }

  private void dense(Embedding.Builder message, float[] values) {
    if (packed) {
      message.setPackedDense(bytes(reply.dense(values)));
      return;
    }
    for (float value : values) {
      message.addDense(value);
    }
  }

  private static Sparse sparse(dev.semblance.Embedding.Sparse sparse) {
    Sparse.Builder message = Sparse.newBuilder();
    for (int i = 0; i < sparse.ids().length; i++) {
      message.addIds(sparse.ids()[i]).addWeights(sparse.weights()[i]);
    }
    return message.build();
  }

  private Vectors vectors(Output kind, dev.semblance.Embedding.MultiVector vectors) {
    Vectors.Builder message = Vectors.newBuilder().setWidth(vectors.width());
    if (packed) {
      return message.setPacked(bytes(reply.rows(kind, vectors))).build();
    }
    for (float value : vectors.values()) {
      message.addValues(value);
    }
    return message.build();
  }

  private static ByteString bytes(PackedVectors vectors) {
    return ByteString.copyFrom(vectors.raw());
  }
}
