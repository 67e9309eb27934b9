package dev.semblance.engine.model;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// One module of a sentence-transformers pipeline, as configured.
public sealed interface ModuleSpec {

  /// The token encoder; always first.
  record Transformer(String path) implements ModuleSpec {}

  /// Token vectors to one vector.
  ///
  /// @param modes at least one, in the order in which their vectors are concatenated
  /// @param includePrompt whether the prompt's tokens are pooled too
  record Pooling(List<PoolingMode> modes, boolean includePrompt) implements ModuleSpec {}

  /// The vector of the end-of-text token, which need not be the last token (CLIP).
  ///
  /// @param end id of the token, whose first occurrence counts; empty for the position of the
  ///   largest id
  record EndPooling(OptionalInt end) implements ModuleSpec {}

  /// Location of a module's tensors.
  ///
  /// @param path of the module's folder; empty where they are among the encoder's weights
  /// @param name prefix of `.weight` and `.bias`
  record Tensors(String path, String name) {
    static Tensors own(String name) {
      return new Tensors("", name);
    }

    @Override
    public String toString() {
      return path.isEmpty() ? name : path;
    }
  }

  /// y = activation(W·x + b) + R·x, W and R `[out,in]`.
  record DenseModule(Tensors tensors, int in, int out, DenseTerms terms, Activation activation)
      implements ModuleSpec {}

  /// The terms beside W·x.
  ///
  /// @param bias whether there is a b
  /// @param residual whether there is an R·x, which is x itself where the widths are equal
  record DenseTerms(boolean bias, boolean residual) {
    /// W·x alone.
    static final DenseTerms NONE = new DenseTerms(false, false);
  }

  /// Normalisation to mean 0 and variance 1, then scale and shift.
  ///
  /// @param epsilon added to the variance
  record LayerNormModule(Tensors tensors, int width, double epsilon) implements ModuleSpec {}

  /// Scaling to length 1.
  record NormalizeModule() implements ModuleSpec {}

  /// The first numbers of a vector; all where it has no more. The rest is dropped without scaling.
  record CutModule(int width) implements ModuleSpec {}

  /// The token encoder together with its masked-language head; always first.
  record MlmTransformer(String path) implements ModuleSpec {}

  /// Vocabulary logits `[t,v]` to one weight for each entry (SPLADE).
  ///
  /// @param max whether a weight is the largest over tokens; otherwise their sum
  /// @param twice whether ln(1+x) is taken twice, as `log1p_relu` does; otherwise once
  /// @param maxActive number of the largest weights that are kept
  record SpladePooling(boolean max, boolean twice, int maxActive) implements ModuleSpec {}

  /// A table of token vectors and nothing else; always first.
  record StaticEmbedding(String path) implements ModuleSpec {}

  /// A table of one weight for each token, and nothing else; always first, and alone.
  record SparseStaticEmbedding(String path) implements ModuleSpec {}

  /// Padding of inputs with a token whose vectors are used too (ColBERT's queries).
  ///
  /// @param length of the padded input, special tokens included
  /// @param token its name in the vocabulary
  /// @param attended whether the other tokens attend to the padding
  record QueryExpansion(int length, String token, boolean attended) implements ModuleSpec {}

  /// Tokens without vectors (punctuation in ColBERT's documents).
  ///
  /// @param words names in the vocabulary
  record TokenMask(Set<String> words) implements ModuleSpec {
    public TokenMask {
      words = Set.copyOf(words);
    }
  }
}
