package dev.semblance.server.service;

import dev.semblance.Output;
import java.util.Optional;
import java.util.stream.Stream;

/// What clients call the kinds of embedding.
public final class Kinds {
  private Kinds() {}

  public static String name(Output kind) {
    return switch (kind) {
      case DENSE -> "dense";
      case SPARSE -> "sparse";
      case MULTI_VECTOR -> "colbert";
      case TOKENS -> "tokens";
    };
  }

  /// The kind of that name, if there is one.
  public static Optional<Output> named(String name) {
    return Stream.of(Output.values()).filter(kind -> name(kind).equals(name)).findFirst();
  }
}
