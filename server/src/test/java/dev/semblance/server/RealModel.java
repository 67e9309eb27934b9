package dev.semblance.server;

import dev.semblance.Embedder;
import dev.semblance.engine.Engine;
import dev.semblance.engine.EngineSettings;
import dev.semblance.engine.cache.EmbeddingCache;
import dev.semblance.engine.model.ModelPlaces;
import java.nio.file.Path;

/// A model that is real and tiny, the `bert-cls` of the engine's tests: its weights are random, its
/// tokenizer and its arithmetic are what every model has.
public final class RealModel {
  public static final String ID = "bert-cls";

  /// Where it lies, among others.
  public static final Path MODELS =
      Path.of(System.getProperty("semblance.root", ".."), "engine/src/test/resources/models");

  private RealModel() {}

  /// @param cache of its answers
  public static Embedder open(EmbeddingCache cache) {
    var places = new ModelPlaces(MODELS, Path.of("no-hub-cache"));
    return Engine.open(ID, EngineSettings.standard(places).with(cache));
  }
}
