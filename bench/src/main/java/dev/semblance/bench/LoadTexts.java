package dev.semblance.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Texts to embed, the JSON body of each, and the expected vectors. An index past the end wraps
/// around.
record LoadTexts(List<String> texts, List<byte[]> bodies, List<float[]> vectors) {
  private static final double TOLERANCE = 1e-5;

  static LoadTexts of(Embedder embedder, List<String> texts) throws JsonProcessingException {
    List<byte[]> bodies = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    for (String text : texts) {
      bodies.add(Bench.JSON.writeValueAsBytes(Bench.JSON.createObjectNode().put("inputs", text)));
      vectors.add(embedder.embed(text, EmbedOptions.DEFAULT));
    }
    return new LoadTexts(texts, bodies, vectors);
  }

  int size() {
    return texts.size();
  }

  String text(int index) {
    return texts.get(index % size());
  }

  byte[] body(int index) {
    return bodies.get(index % size());
  }

  /// Checks by its first number that a reply is the vector of its text: reading all numbers would
  /// take CPU time from the server.
  void check(int index, float first) throws IOException {
    if (Math.abs(first - vectors.get(index % size())[0]) > TOLERANCE) {
      throw new IOException("text " + index + " has the vector of another text");
    }
  }
}
