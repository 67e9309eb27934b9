package dev.semblance.server.command.context;

import dev.semblance.Classifier;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Model;
import dev.semblance.SemblanceException;
import dev.semblance.engine.Engine;
import dev.semblance.engine.EngineSettings;
import dev.semblance.server.command.terminal.DownloadLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Opens each model once, at its first use, and closes all of them. A model is opened without a
/// lock: only callers that need the same model wait for it. *Safe for use by many threads.*
public final class OpenModels implements Function<String, Embedder>, AutoCloseable {
  /// The model of commands that are given none.
  public static final String DEFAULT = "bge-small-en-v1.5";

  private final CommandContext context;
  private final EngineSettings settings;
  private final Map<String, CompletableFuture<Model>> models = new ConcurrentHashMap<>();

  public OpenModels(CommandContext context, EngineSettings settings) {
    this.context = context;
    this.settings = settings;
  }

  /// An embedding model.
  ///
  /// @throws SemblanceException UNSUPPORTED for a model of another kind
  @Override
  public Embedder apply(String name) {
    return switch (model(name)) {
      case Embedder embedder -> embedder;
      case Classifier _ ->
          throw new SemblanceException(
              Fault.UNSUPPORTED,
              "model " + name + " is a classifier and has no embeddings; name an embedding model");
    };
  }

  /// A model of any kind. After a failure the next call tries again.
  public Model model(String name) {
    CompletableFuture<Model> opening = new CompletableFuture<>();
    CompletableFuture<Model> present = models.putIfAbsent(name, opening);
    if (present != null) {
      return await(present);
    }
    try (DownloadLine download = context.download(name)) {
      opening.complete(Engine.openModel(name, settings, download));
    } catch (Throwable failure) { // Errors too, or the callers that wait would wait forever
      if (opening.completeExceptionally(failure)) {
        models.remove(name, opening);
      }
      throw failure;
    }
    return opening.join();
  }

  private static Model await(CompletableFuture<Model> opening) {
    try {
      return opening.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw e;
      }
    }
  }

  @Override
  public void close() {
    models.values().forEach(opening -> await(opening).close());
    models.clear();
  }

  /// The name that a collection stores for its model: a folder's is absolute, so that it does not
  /// depend on the working directory.
  public static String absoluteName(String name) {
    boolean path = name.startsWith(".") || (name.contains("/") && Files.isDirectory(Path.of(name)));
    return path ? Path.of(name).toAbsolutePath().normalize().toString() : name;
  }
}
