package dev.semblance.engine;

import dev.semblance.Classifier;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Model;
import dev.semblance.Progress;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.transformer.NativeEncoder;
import dev.semblance.engine.hub.CachedModel;
import dev.semblance.engine.hub.GraphChoice;
import dev.semblance.engine.hub.Hub;
import dev.semblance.engine.hub.HubCache;
import dev.semblance.engine.hub.HubName;
import dev.semblance.engine.model.ModelFinder;
import dev.semblance.engine.model.ModelFolder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Opens models: the entry point of this module. *Safe for use by many threads.*
public final class Engine {
  private Engine() {}

  /// Starts loading native code in the background, which takes a noticeable part of a cold start.
  /// Returns at once; optional.
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

  /// As the other `openModel`, without progress of downloads.
  public static Model openModel(String model, EngineSettings settings) {
    return openModel(model, settings, Progress.SILENT);
  }

  /// Opens an embedding model or classifier, and warms it. A model of the hub that is not in the
  /// cache, or only in part, is downloaded; a complete one is opened without a request to the hub.
  ///
  /// @param progress receives the bytes of a download
  /// @throws SemblanceException NOT_FOUND, BROKEN_MODEL, UNSUPPORTED
  public static Model openModel(String model, EngineSettings settings, Progress progress) {
    return open(fetch(model, settings, progress), settings);
  }

  /// Opens the model in a folder, and warms it.
  ///
  /// @throws SemblanceException BROKEN_MODEL, UNSUPPORTED
  public static Model open(ModelFolder folder, EngineSettings settings) {
    return new ModelOpener(folder, settings).open();
  }

  /// Finds a model, and downloads it if it is on the hub and not in the cache.
  ///
  /// @param progress receives the bytes of a download
  /// @throws SemblanceException NOT_FOUND, BROKEN_MODEL (other files than the hub declares),
  ///   TOO_LARGE
  public static ModelFolder fetch(String model, EngineSettings settings, Progress progress) {
    ModelFinder finder = new ModelFinder(settings.places());
    Optional<ModelFolder> found = finder.lookUp(model);
    if (found.isPresent() && !lacksGraph(found.get(), settings)) {
      return found.get();
    }
    return HubName.parse(model)
        .filter(HubName::hasOrganisation)
        .map(name -> download(name, settings, progress))
        .orElseGet(() -> finder.find(model));
  }

  /// Whether a folder of the hub's cache has weights alone, and the chosen encoder needs a graph:
  /// [#download] adds it.
  public static boolean lacksGraph(ModelFolder folder, EngineSettings settings) {
    return folder.root().startsWith(settings.places().hub().cache())
        && folder.graph().isEmpty()
        && prefersGraph(folder, settings);
  }

  private static boolean prefersGraph(ModelFolder encoder, EngineSettings settings) {
    return EncoderOpener.of(encoder, settings).prefersGraph();
  }

  /// Downloads the files of a model that the cache lacks or has in another size: weights, or an
  /// exported graph where the chosen encoder needs one.
  ///
  /// @param progress receives bytes
  /// @throws SemblanceException as [Hub#pull]
  public static ModelFolder download(HubName name, EngineSettings settings, Progress progress) {
    GraphChoice graph =
        encoder -> prefersGraph(new ModelFolder(name.toString(), encoder), settings);
    CachedModel model = new Hub(settings.places().hub()).pull(name, graph, progress);
    return new ModelFolder(name.toString(), model.folder());
  }

  /// Bytes of memory that a model's weights will take, in the element type that the encoder keeps
  /// them in.
  ///
  /// @throws SemblanceException as [#open]
  public static long memoryBytes(ModelFolder folder, EngineSettings settings) {
    return new ModelMemory(folder, settings.choices()).bytes();
  }

  /// Bytes of a model's weights on disk.
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
