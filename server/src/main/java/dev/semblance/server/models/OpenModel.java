package dev.semblance.server.models;

import dev.semblance.Classifier;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Model;
import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import dev.semblance.ShownName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;

/// An open model and its use. *Safe for use by many threads.*
public final class OpenModel {
  private final Model model;
  private final ModelUse use;
  private final LongSupplier countBytes;

  /// -1 until it is counted; counting twice at once gives the same.
  private volatile long bytes = -1;

  /// @param countBytes counts its bytes for the memory budget; 0 where they are unknown
  OpenModel(Model model, LongSupplier countBytes) {
    this.use = new ModelUse(ShownName.of(model.card().id()));
    this.model =
        switch (model) {
          case Embedder embedder -> new RefCountedEmbedder(new TracedEmbedder(embedder), use);
          case Classifier classifier ->
              new RefCountedClassifier(new TracedClassifier(classifier), use);
        };
    this.countBytes = countBytes;
  }

  /// The model; closing it waits for running calls.
  Model model() {
    return model;
  }

  public ModelCard card() {
    return model.card();
  }

  /// Its bytes for the memory budget; 0 where they are unknown.
  public long bytes() {
    if (bytes < 0) {
      bytes = countBytes.getAsLong();
    }
    return bytes;
  }

  /// Number of running calls.
  public int running() {
    return use.running();
  }

  /// How long no call has run.
  public Duration idle() {
    return use.idle();
  }

  /// Closes all of them, also where closing one fails.
  static void closeAll(List<OpenModel> unloaded) {
    RuntimeException failure = null;
    for (OpenModel model : unloaded) {
      try {
        model.model().close();
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /// Waits for a model that another caller opens.
  static OpenModel join(String model, CompletableFuture<OpenModel> opening) {
    try {
      return opening.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SemblanceException fault) {
        throw fault;
      }
      throw new SemblanceException(
          Fault.INTERNAL,
          "model '%s' could not be opened; the cause is in the log".formatted(ShownName.of(model)),
          e);
    }
  }
}
