package dev.semblance.engine.model;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The pooling that a model is opened with.
public enum PoolingChoice {
  /// The folder's own; the usual one of its architecture where it declares none.
  AUTO("auto", null),
  CLS("cls", PoolingMode.CLS),
  MEAN("mean", PoolingMode.MEAN),
  MAX("max", PoolingMode.MAX),
  LAST_TOKEN("last-token", PoolingMode.LAST_TOKEN),
  /// Sparse weights of the masked-language head: max over tokens of ln(1 + relu(logit)).
  SPLADE("splade", null);

  private final String option;
  private final @Nullable PoolingMode mode;

  PoolingChoice(String option, @Nullable PoolingMode mode) {
    this.option = option;
    this.mode = mode;
  }

  /// The choice of a name, as [#toString] gives it; empty for any other.
  public static Optional<PoolingChoice> named(String name) {
    return Stream.of(values()).filter(choice -> choice.option.equals(name)).findFirst();
  }

  /// How token vectors become one; empty where the choice is none of one mode.
  Optional<PoolingMode> mode() {
    return Optional.ofNullable(mode);
  }

  /// The name on the command line: text-embeddings-inference's, and `auto` and `max`.
  @Override
  public String toString() {
    return option;
  }
}
