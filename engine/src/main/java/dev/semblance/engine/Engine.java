package dev.semblance.engine;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import dev.semblance.engine.embed.BatchingEmbedder;
import dev.semblance.engine.embed.OpenModel;
import dev.semblance.engine.model.ModelFinder;
import dev.semblance.engine.model.ModelFolder;
import java.util.List;

/// The public opener of this module. *Safe for use by many threads.*
public final class Engine {
  private Engine() {}

  /// Opens a model and warms it.
  ///
  /// @param model a folder's path, a packaged model's name, or a hub id in Hugging Face's cache
  /// @throws dev.semblance.SemblanceException NOT_FOUND, BROKEN_MODEL, UNSUPPORTED
  public static Embedder open(String model, EngineSettings settings) {
    return open(new ModelFinder(settings.places()).find(model), settings);
  }

  /// Opens a model folder that was found already.
  ///
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL, UNSUPPORTED
  public static Embedder open(ModelFolder folder, EngineSettings settings) {
    OpenModel model = new ModelOpener(folder, settings).open();
    Embedder embedder = new BatchingEmbedder(model, settings.limits(), settings.cores());
    embedder.embed("A first text, so that nobody waits for it.", EmbedOptions.DEFAULT);
    return embedder;
  }

  /// The models that can be opened by name.
  public static List<ModelFolder> available(EngineSettings settings) {
    return new ModelFinder(settings.places()).list();
  }
}
