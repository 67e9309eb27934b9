package dev.semblance.engine.hub;

import java.nio.file.Path;

/// Decides between weights and an exported graph, of which one is downloaded.
@FunctionalInterface
public interface GraphChoice {
  /// Weights, unless there is only a graph.
  GraphChoice WEIGHTS = _ -> false;

  /// A graph, unless there are only weights.
  GraphChoice GRAPH = _ -> true;

  /// Whether a graph is preferred to weights.
  ///
  /// @param encoder folder of the encoder, which has its `config.json` already
  boolean preferred(Path encoder);
}
