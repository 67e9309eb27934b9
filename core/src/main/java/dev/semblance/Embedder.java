package dev.semblance;

import java.util.List;

/// Turns inputs into embeddings. *Safe for use by many threads.*
public non-sealed interface Embedder extends Model {
  /// Embeds inputs, in the order given; no result depends on the other inputs. Blocks until all are
  /// computed; interrupting the calling thread cancels what is not computed yet.
  ///
  /// @throws SemblanceException INVALID (no tokens, an unknown prompt, too many tokens, bad
  ///   dimensions; the message names the input by its index when there are several, and
  ///   [SemblanceException#ofInputs] has every invalid input), OVERLOADED, CANCELLED
  List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options);

  /// Cuts texts of any length into windows of tokens and makes one dense vector of each, or of all
  /// together. The truncation option is ignored: nothing is cut off. Blocks as [#embed] does.
  ///
  /// @throws SemblanceException INVALID (a window longer than the model reads), TOO_LARGE (too long
  ///   a text, too many windows), UNSUPPORTED (a model that cannot; late chunking where the pooling
  ///   reads only the first or last token), OVERLOADED, CANCELLED
  default List<Chunked> embedChunks(List<String> texts, Chunking chunking, EmbedOptions options) {
    throw new SemblanceException(
        Fault.UNSUPPORTED, "model " + card().shownName() + " does not cut texts into chunks");
  }

  /// One text to one vector `[k]`.
  default float[] embed(String text, EmbedOptions options) {
    return embed(List.of(Input.of(text)), options).getFirst().vector();
  }
}
