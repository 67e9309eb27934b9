package dev.semblance;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The embeddings of one input and the cost of computing them.
///
/// @param outputs one embedding for each requested kind
/// @param tokens tokens the encoder read, special tokens and prompt included, after truncation
/// @param truncated whether tokens were cut off
/// @param timing times
public record Embedded(
    Map<Output, Embedding> outputs, int tokens, boolean truncated, Timing timing) {

  public Embedded {
    outputs = Map.copyOf(outputs);
  }

  /// Nanoseconds that one input spent in each step.
  ///
  /// @param tokenize text to tokens
  /// @param queue waiting for a batch
  /// @param compute the time of the whole batch in the encoder
  public record Timing(long tokenize, long queue, long compute) {
    public static final Timing NONE = new Timing(0, 0, 0);
  }

  /// A dense vector only.
  public static Embedded dense(float[] vector, int tokens) {
    return new Embedded(
        Map.of(Output.DENSE, new Embedding.Dense(vector)), tokens, false, Timing.NONE);
  }

  /// The same, marked as truncated.
  public Embedded asTruncated() {
    return new Embedded(outputs, tokens, true, timing);
  }

  /// The same, with only the heaviest sparse weights, where it has such.
  ///
  /// @param most how many, from 0
  public Embedded heaviest(int most) {
    if (!(outputs.get(Output.SPARSE) instanceof Embedding.Sparse sparse)) {
      return this;
    }
    Map<Output, Embedding> kept = new EnumMap<>(outputs);
    kept.put(Output.SPARSE, sparse.heaviest(most));
    return new Embedded(kept, tokens, truncated, timing);
  }

  /// The same, with its sparse weights as a dense row `[v]`.
  ///
  /// @param vocabulary number `v` of entries
  /// @param width how many of them the row has, the first ones; 1 … v
  /// @throws SemblanceException UNSUPPORTED when it has no sparse weights
  public Embedded spread(int vocabulary, int width) {
    float[] row = Arrays.copyOf(sparse().spread(vocabulary).values(), width);
    return new Embedded(Map.of(Output.DENSE, new Embedding.Dense(row)), tokens, truncated, timing);
  }

  /// The embedding of one kind.
  ///
  /// @throws SemblanceException UNSUPPORTED when that kind was not requested
  public Embedding of(Output kind) {
    Embedding embedding = outputs.get(kind);
    if (embedding == null) {
      throw absent(kind);
    }
    return embedding;
  }

  /// The vector `[k]`.
  ///
  /// @throws SemblanceException UNSUPPORTED when none was requested
  public float[] vector() {
    if (outputs.get(Output.DENSE) instanceof Embedding.Dense(float[] values)) {
      return values;
    }
    throw absent(Output.DENSE);
  }

  /// The weights of vocabulary entries.
  ///
  /// @throws SemblanceException UNSUPPORTED when none were requested
  public Embedding.Sparse sparse() {
    if (outputs.get(Output.SPARSE) instanceof Embedding.Sparse sparse) {
      return sparse;
    }
    throw absent(Output.SPARSE);
  }

  /// The vectors of one kind of several: [Output#MULTI_VECTOR] or [Output#TOKENS].
  ///
  /// @throws SemblanceException UNSUPPORTED when that kind was not requested
  public Embedding.MultiVector vectors(Output kind) {
    if (outputs.get(kind) instanceof Embedding.MultiVector vectors) {
      return vectors;
    }
    throw absent(kind);
  }

  private SemblanceException absent(Output kind) {
    return new SemblanceException(
        Fault.UNSUPPORTED,
        "there are %s, no %s"
            .formatted(Output.named(outputs.keySet()), Output.named(List.of(kind))));
  }
}
