package dev.semblance.engine.head;

import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.model.ModuleSpec;
import java.util.OptionalInt;

/// Pools by the vector of the end-of-text token; of the first token, where a text has none. *Safe
/// for use by many threads.*
///
/// Source: transformers, `CLIPTextTransformer`.
///
/// @param end the token's id; if absent, the largest id counts as the end, at its first occurrence
record EndPooler(OptionalInt end) implements Pooler {

  EndPooler(ModuleSpec.EndPooling spec) {
    this(spec.end());
  }

  @Override
  public Rows rows() {
    return Rows.ALL;
  }

  @Override
  public boolean poolsParts() {
    return false;
  }

  @Override
  public int width(int hidden) {
    return hidden;
  }

  @Override
  public float[] pool(TokenVectors tokens) {
    int place = place(tokens.tokens().ids());
    float[] pooled = new float[tokens.width()];
    for (int d = 0; d < pooled.length; d++) {
      pooled[d] = tokens.at(place, d);
    }
    return pooled;
  }

  private int place(int[] ids) {
    int largest = 0;
    for (int i = 0; i < ids.length; i++) {
      if (end.isPresent() && ids[i] == end.getAsInt()) {
        return i;
      }
      largest = ids[i] > ids[largest] ? i : largest;
    }
    return end.isPresent() ? 0 : largest;
  }
}
