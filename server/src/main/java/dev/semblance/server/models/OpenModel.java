package dev.semblance.server.models;

import dev.semblance.Classifier;
import dev.semblance.Embedder;
import dev.semblance.Model;
import dev.semblance.ModelCard;
import java.time.Duration;
import java.util.function.LongSupplier;

/// A model that answers, and what is known of its use. *Safe for use by many threads.*
public final class OpenModel {
  private final Model model;
  private final ModelUse use;
  private final LongSupplier countBytes;

  /// Below 0 until somebody asks; who comes meanwhile counts the same.
  private volatile long bytes = -1;

  /// @param countBytes what it is counted with in the memory budget; 0 where nobody knows
  OpenModel(Model model, LongSupplier countBytes) {
    this.use = new ModelUse(model.card().id());
    this.model =
        switch (model) {
          case Embedder embedder -> new RefCountedEmbedder(new TracedEmbedder(embedder), use);
          case Classifier classifier ->
              new RefCountedClassifier(new TracedClassifier(classifier), use);
        };
    this.countBytes = countBytes;
  }

  /// The model: closing it waits for the calls that run.
  Model model() {
    return model;
  }

  public ModelCard card() {
    return model.card();
  }

  /// What it is counted with in the memory budget; 0 where nobody knows.
  public long bytes() {
    if (bytes < 0) {
      bytes = countBytes.getAsLong();
    }
    return bytes;
  }

  /// How many calls are being answered.
  public int running() {
    return use.running();
  }

  /// For how long none has been.
  public Duration idle() {
    return use.idle();
  }
}
