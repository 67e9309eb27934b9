package dev.semblance;

import java.util.List;

/// Turns inputs into embeddings. *Safe for use by many threads.*
public non-sealed interface Embedder extends Model {
  /// Embeds inputs; the answer's order is the inputs' order, and no result depends on its
  /// neighbours. Blocks until all are done; an interrupt of the calling thread cancels what has not
  /// been computed yet.
  ///
  /// @throws SemblanceException INVALID (no tokens, an unknown prompt, too many tokens, bad
  ///   dimensions; the message names the input by its index when there are several), OVERLOADED,
  ///   CANCELLED
  List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options);

  /// One text to one vector `[k]`.
  default float[] embed(String text, EmbedOptions options) {
    return embed(List.of(Input.of(text)), options).getFirst().vector();
  }
}
