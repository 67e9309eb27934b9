package dev.semblance.engine.embed;

import dev.semblance.Output;
import dev.semblance.engine.head.Head;
import dev.semblance.engine.input.ImageReader;
import dev.semblance.engine.input.TextTokenizer;
import java.util.Map;

/// One kind of input of a model: how it is read, and one head for each kind of output.
public sealed interface Modality {
  Map<Output, Head> heads();

  /// @param tokenizer closed by the pipeline
  record TextModality(TextTokenizer tokenizer, Map<Output, Head> heads) implements Modality {
    public TextModality {
      heads = Map.copyOf(heads);
    }
  }

  /// @param reader from encoded bytes to patches
  record ImageModality(ImageReader reader, Map<Output, Head> heads) implements Modality {
    public ImageModality {
      heads = Map.copyOf(heads);
    }
  }
}
