package dev.semblance.engine;

import dev.semblance.Classifier;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Model;
import dev.semblance.Progress;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.transformer.NativeEncoder;
import dev.semblance.engine.hub.CachedModel;
import dev.semblance.engine.hub.Hub;
import dev.semblance.engine.hub.HubCache;
import dev.semblance.engine.hub.HubName;
import dev.semblance.engine.model.ModelFinder;
import dev.semblance.engine.model.ModelFolder;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The public opener of this module. *Safe for use by many threads.*
public final class Engine {
  private Engine() {}

  /// Begins to load native code, which takes a noticeable part of a cold start, beside whatever the
  /// caller does until it opens a model. Returns at once; who does not call it loses nothing else.
  public static void prepare() {
    var _ = CompletableFuture.runAsync(NativeEncoder::loadLibrary);
  }

  /// Opens a model that embeds, and warms it.
  ///
  /// @param model a folder's path, a packaged model's name, or `org/name[@revision]` on the hub
  /// @throws SemblanceException NOT_FOUND, BROKEN_MODEL, UNSUPPORTED
  public static Embedder open(String model, EngineSettings settings) {
    return switch (openModel(model, settings, Progress.SILENT)) {
      case Embedder embedder -> embedder;
      case Classifier classifier -> {
        classifier.close();
        throw new SemblanceException(
            Fault.UNSUPPORTED, "model " + model + " is a classifier and makes no embeddings");
      }
    };
  }

  /// As the other `openModel`, without a word about downloads.
  public static Model openModel(String model, EngineSettings settings) {
    return openModel(model, settings, Progress.SILENT);
  }

  /// Opens a model, whatever it is for, and warms it. One that is on the hub and not yet here is
  /// downloaded; one that is here is opened without asking the hub.
  ///
  /// @param progress hears bytes of a download
  /// @throws SemblanceException NOT_FOUND, BROKEN_MODEL, UNSUPPORTED
  public static Model openModel(String model, EngineSettings settings, Progress progress) {
    return open(fetch(model, settings, progress), settings);
  }

  /// Opens a folder that was found, and warms the model.
  ///
  /// @throws SemblanceException BROKEN_MODEL, UNSUPPORTED
  public static Model open(ModelFolder folder, EngineSettings settings) {
    return new ModelOpener(folder, settings).open();
  }

  /// Finds a model, and downloads it where it is on the hub and not yet here.
  ///
  /// @param progress hears bytes of a download
  /// @throws SemblanceException NOT_FOUND, BROKEN_MODEL (not what the hub says it is), TOO_LARGE
  public static ModelFolder fetch(String model, EngineSettings settings, Progress progress) {
    ModelFinder finder = new ModelFinder(settings.places());
    return finder
        .lookUp(model)
        .or(() ->
            HubName.parse(model)
                .filter(HubName::hasOrganisation)
                .map(name -> download(name, settings, progress)))
        .orElseGet(() -> finder.find(model));
  }

  /// Downloads what the cache lacks of a model.
  ///
  /// @param progress hears bytes
  /// @throws SemblanceException as [Hub#pull]
  public static ModelFolder download(HubName name, EngineSettings settings, Progress progress) {
    boolean graphFirst = settings.encoder() == EncoderChoice.ONNX;
    CachedModel model = new Hub(settings.places().hub()).pull(name, graphFirst, progress);
    return new ModelFolder(name.toString(), model.folder());
  }

  /// How many bytes of memory a model's weights will take as it is run: in the width in which the
  /// encoder keeps them.
  ///
  /// @throws SemblanceException as [#open]
  public static long memoryBytes(ModelFolder folder, EngineSettings settings) {
    return new ModelMemory(folder, settings.encoder()).bytes();
  }

  /// How large a model's weights are on disk, in bytes.
  ///
  /// @throws SemblanceException BROKEN_MODEL when the folder cannot be read
  public static long weightBytes(ModelFolder folder) {
    return HubCache.weightBytes(folder.root());
  }

  /// The models that can be opened by name.
  public static List<ModelFolder> available(EngineSettings settings) {
    return new ModelFinder(settings.places()).list();
  }
}
