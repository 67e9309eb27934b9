package dev.semblance;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A kind of embedding; one pass may compute several.
public enum Output {
  /// One vector `[k]`.
  DENSE("dense", "dense vectors"),
  /// Weights of vocabulary entries, most of them absent (SPLADE, BGE-M3's lexical weights).
  SPARSE("sparse", "sparse weights"),
  /// One vector for each token, for MaxSim (ColBERT, BGE-M3).
  MULTI_VECTOR("colbert", "ColBERT vectors"),
  /// The encoder's own token vectors `[t,d]`, not pooled, not normalised.
  TOKENS("tokens", "token vectors");

  private final String wireName;
  private final String words;

  Output(String wireName, String words) {
    this.wireName = wireName;
    this.words = words;
  }

  /// The name used in requests and replies.
  public String wireName() {
    return wireName;
  }

  /// The kind of that wire name, if there is one.
  public static Optional<Output> ofWireName(String name) {
    return Stream.of(values()).filter(kind -> kind.wireName.equals(name)).findFirst();
  }

  /// Kinds as messages name them: `dense vectors and token vectors`.
  public static String named(Collection<Output> kinds) {
    return kinds.stream().sorted().map(kind -> kind.words).collect(Collectors.joining(" and "));
  }
}
