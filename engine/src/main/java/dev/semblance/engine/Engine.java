package dev.semblance.engine;

import dev.semblance.Classifier;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Model;
import dev.semblance.SemblanceException;
import dev.semblance.engine.model.ModelFinder;
import dev.semblance.engine.model.ModelFolder;
import java.util.List;

/// The public opener of this module. *Safe for use by many threads.*
public final class Engine {
  private Engine() {}

  /// Opens a model that embeds, and warms it.
  ///
  /// @param model a folder's path, a packaged model's name, or a hub id in Hugging Face's cache
  /// @throws SemblanceException NOT_FOUND, BROKEN_MODEL, UNSUPPORTED
  public static Embedder open(String model, EngineSettings settings) {
    return switch (openModel(model, settings)) {
      case Embedder embedder -> embedder;
      case Classifier classifier -> {
        classifier.close();
        throw new SemblanceException(
            Fault.UNSUPPORTED, "model " + model + " is a classifier and makes no embeddings");
      }
    };
  }

  /// Opens a model, whatever it is for, and warms it.
  ///
  /// @throws SemblanceException NOT_FOUND, BROKEN_MODEL, UNSUPPORTED
  public static Model openModel(String model, EngineSettings settings) {
    return new ModelOpener(new ModelFinder(settings.places()).find(model), settings).open();
  }

  /// The models that can be opened by name.
  public static List<ModelFolder> available(EngineSettings settings) {
    return new ModelFinder(settings.places()).list();
  }
}
