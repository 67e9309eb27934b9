package dev.semblance.server;

import dev.semblance.Embedder;
import dev.semblance.engine.Engine;
import dev.semblance.engine.EngineSettings;
import dev.semblance.engine.cache.EmbeddingCache;
import dev.semblance.engine.model.ModelPlaces;
import java.nio.file.Path;

/// A tiny model, `bert-cls` of the engine's tests: random weights, but a real tokenizer and real
/// arithmetic.
public final class RealModel {
  public static final String ID = "bert-cls";

  /// The folder that contains it.
  public static final Path MODELS =
      Path.of(System.getProperty("semblance.root", ".."), "engine/src/test/resources/models");

  private RealModel() {}

  /// @param cache of its embeddings
  public static Embedder open(EmbeddingCache cache) {
    var places = new ModelPlaces(MODELS, Path.of("no-hub-cache"));
    return Engine.open(ID, EngineSettings.standard(places).with(cache));
  }
}
