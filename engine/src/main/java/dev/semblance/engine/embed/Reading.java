package dev.semblance.engine.embed;

import dev.semblance.Output;
import dev.semblance.engine.head.Head;
import dev.semblance.engine.input.ImageReader;
import dev.semblance.engine.input.TextTokenizer;
import java.util.Map;

/// How a model reads one kind of input, and what it makes of it: one head for each kind of output.
public sealed interface Reading {
  Map<Output, Head> heads();

  /// @param tokenizer owned by whoever reads with it
  record Texts(TextTokenizer tokenizer, Map<Output, Head> heads) implements Reading {
    public Texts {
      heads = Map.copyOf(heads);
    }
  }

  /// @param reader from encoded bytes to patches
  record Images(ImageReader reader, Map<Output, Head> heads) implements Reading {
    public Images {
      heads = Map.copyOf(heads);
    }
  }
}
