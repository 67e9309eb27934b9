package dev.semblance;

import java.util.Set;
import java.util.SortedMap;

/// Description of an opened model. *Safe for use by many threads.*
///
/// @param id name it was opened by
/// @param fingerprint SHA-256 over everything that determines its results: weights, tokenizer,
///   modules, prompts, dimensions, precision; hexadecimal
/// @param task embedding or classification
/// @param shape sizes
/// @param prompts prefixes by name
public record ModelCard(String id, String fingerprint, Task task, Shape shape, Prompts prompts) {

  /// @param dimensions width `k` of the vectors; the number of labels for a classifier
  /// @param maxTokens longest input in tokens, special tokens included
  /// @param vocabulary token ids run from 0 to this, exclusive
  /// @param precision arithmetic, such as `float32`
  public record Shape(int dimensions, int maxTokens, int vocabulary, String precision) {}

  /// The id, without the path of a model that was opened from a folder: clients of a server read
  /// the messages it stands in.
  public String shownName() {
    return ShownName.of(id);
  }

  /// Name of the pooling as the folder gives it; `none` for a classifier.
  public String pooling() {
    return switch (task) {
      case Task.Embed(_, String pooling, _, _) -> pooling;
      case Task.Classify _ -> "none";
    };
  }

  /// How vectors are shortened (Matryoshka; Kusupati et al. 2022).
  ///
  /// @param declared whether the model declares that it was trained for it
  /// @param layerNorm whether the whole vector is brought to mean 0 and variance 1 before the cut,
  ///   as for nomic-embed-text
  public record Cut(boolean declared, boolean layerNorm) {
    /// The first numbers, of a model that declares nothing.
    public static final Cut UNDECLARED = new Cut(false, false);
  }

  /// What a model computes.
  public sealed interface Task {
    /// Inputs to embeddings.
    ///
    /// @param outputs the kinds it can compute
    /// @param pooling the pooling's name as the folder gives it, such as `cls`
    /// @param cut how its dense vectors are shortened
    /// @param images whether it embeds images too
    record Embed(Set<Output> outputs, String pooling, Cut cut, boolean images) implements Task {
      public Embed {
        outputs = Set.copyOf(outputs);
      }

      /// A model of texts only.
      public Embed(Set<Output> outputs, String pooling, Cut cut) {
        this(outputs, pooling, cut, false);
      }

      /// A model that computes one dense vector for each input and nothing else.
      public static Embed dense(String pooling) {
        return new Embed(Set.of(Output.DENSE), pooling, Cut.UNDECLARED);
      }
    }

    /// A text, or a pair of texts, to a score for each label.
    ///
    /// @param labels names by index; one label makes a reranker
    record Classify(SortedMap<Integer, String> labels) implements Task {}
  }
}
