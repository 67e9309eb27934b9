package dev.semblance;

import java.util.Collection;
import java.util.stream.Collectors;

/// A kind of embedding a model can make; one pass may make several.
public enum Output {
  /// One vector `[k]`.
  DENSE("dense vectors"),
  /// Weights of vocabulary entries, most of them absent (SPLADE, BGE-M3's lexical weights).
  SPARSE("sparse weights"),
  /// One vector a token, for MaxSim (ColBERT, BGE-M3).
  MULTI_VECTOR("ColBERT vectors"),
  /// The encoder's own token vectors `[t,d]`, not pooled, not normalised.
  TOKENS("token vectors");

  private final String words;

  Output(String words) {
    this.words = words;
  }

  /// Some kinds as messages name them: `dense vectors and token vectors`.
  public static String named(Collection<Output> kinds) {
    return kinds.stream().sorted().map(kind -> kind.words).collect(Collectors.joining(" and "));
  }
}
