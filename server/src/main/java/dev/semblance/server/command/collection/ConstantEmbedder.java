package dev.semblance.server.command.collection;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.Prompts;
import java.util.List;

/// An embedder with one constant vector, for a temporary index that is searched by its lexical lane
/// only. *Safe for use by many threads.*
record ConstantEmbedder(ModelCard card) implements Embedder {
  static final ConstantEmbedder MODEL =
      new ConstantEmbedder(
          new ModelCard(
              "constant",
              "none",
              ModelCard.Task.Embed.dense("none"),
              new ModelCard.Shape(1, Integer.MAX_VALUE, 1, "float32"),
              Prompts.NONE));

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    return inputs.stream().map(_ -> Embedded.dense(new float[] {1}, 0)).toList();
  }

  @Override
  public void close() {}
}
