package dev.semblance.bench;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import java.util.Collections;
import java.util.List;

/// Returns the same embedding for every input, so that only the server's own cost is measured.
/// *Safe for use by many threads.*
record FixedEmbedder(ModelCard card, Embedded answer) implements Embedder {
  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    return Collections.nCopies(inputs.size(), answer);
  }

  @Override
  public void close() {}
}
