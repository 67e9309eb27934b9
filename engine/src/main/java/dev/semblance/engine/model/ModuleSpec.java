package dev.semblance.engine.model;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// One step of a sentence-transformers pipeline, as its config gives it.
public sealed interface ModuleSpec {

  /// The token encoder; always first.
  record Transformer(String path) implements ModuleSpec {}

  /// Token vectors to one vector.
  ///
  /// @param modes at least one, in the order of [PoolingMode]
  /// @param includePrompt whether the prompt's tokens are pooled too
  record Pooling(List<PoolingMode> modes, boolean includePrompt) implements ModuleSpec {}

  /// The vector of the token that ends a text, which need not be the last one given (CLIP).
  ///
  /// @param end its id, of which the first counts; where none is named, the largest id there is
  record EndPooling(OptionalInt end) implements ModuleSpec {}

  /// Where a module's tensors are.
  ///
  /// @param path of the module's folder; empty where they are among the encoder's weights
  /// @param name what stands before `.weight` and `.bias`
  record Tensors(String path, String name) {
    static Tensors own(String name) {
      return new Tensors("", name);
    }

    @Override
    public String toString() {
      return path.isEmpty() ? name : path;
    }
  }

  /// y = activation(W·x + b), W `[out,in]`.
  record DenseModule(Tensors tensors, int in, int out, boolean bias, Activation activation)
      implements ModuleSpec {}

  /// Normalisation to mean 0 and variance 1, then scale and shift.
  ///
  /// @param epsilon keeps a constant row from dividing by 0
  record LayerNormModule(Tensors tensors, int width, double epsilon) implements ModuleSpec {}

  /// Division by the length.
  record NormalizeModule() implements ModuleSpec {}

  /// The token encoder together with its masked-language head; always first.
  record MlmTransformer(String path) implements ModuleSpec {}

  /// Vocabulary logits `[t,v]` to one weight for each entry (SPLADE).
  ///
  /// @param max whether a weight is the largest over tokens; otherwise their sum
  /// @param twice whether ln(1+x) is taken twice, as `log1p_relu` does; otherwise once
  /// @param maxActive how many weights are kept at most, the heaviest
  record SpladePooling(boolean max, boolean twice, int maxActive) implements ModuleSpec {}

  /// A table of token vectors and nothing else; always first.
  record StaticEmbedding(String path) implements ModuleSpec {}

  /// A table of one weight for each token, and nothing else; always first, and alone.
  record SparseStaticEmbedding(String path) implements ModuleSpec {}

  /// Inputs filled up with a token whose vectors count like those of the words (ColBERT's queries).
  ///
  /// @param length of the whole, special tokens included
  /// @param token its name in the vocabulary
  /// @param attended whether the words attend to what was added
  record QueryExpansion(int length, String token, boolean attended) implements ModuleSpec {}

  /// Token vectors left out by the names of their tokens (ColBERT's documents leave out
  /// punctuation).
  ///
  /// @param words names in the vocabulary
  record TokenMask(Set<String> words) implements ModuleSpec {
    public TokenMask {
      words = Set.copyOf(words);
    }
  }
}
