package dev.semblance.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Texts to ask a server for, the JSON that asks for each, and the vector that must be answered.
/// Whoever asks for more than there are begins again with the first.
record Questions(List<String> texts, List<byte[]> bodies, List<float[]> vectors) {
  private static final double AGREE = 1e-5;

  static Questions of(Embedder embedder, List<String> texts) throws JsonProcessingException {
    JsonMapper mapper = new JsonMapper();
    List<byte[]> bodies = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    for (String text : texts) {
      bodies.add(mapper.writeValueAsBytes(mapper.createObjectNode().put("inputs", text)));
      vectors.add(embedder.embed(text, EmbedOptions.DEFAULT));
    }
    return new Questions(texts, bodies, vectors);
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

  /// Checks by its first number that an answer is the text's own vector: reading all of them would
  /// take time from the server.
  void check(int index, float first) throws IOException {
    if (Math.abs(first - vectors.get(index % size())[0]) > AGREE) {
      throw new IOException("text " + index + " was answered with another text's vector");
    }
  }
}
