package dev.semblance.search.pipeline;

import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionState;
import dev.semblance.document.ModelVersion;
import dev.semblance.document.Schema;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The models of a collection's vectors, each opened by the first use that needs it: a collection
/// is read and searched by words whether or not its models can be opened. *Safe for use by many
/// threads.*
public final class VectorModels {
  private static final System.Logger LOG = System.getLogger(VectorModels.class.getName());

  private final String collection;
  private final Map<String, ModelVersion> versions = new LinkedHashMap<>();
  private final Function<String, Embedder> open;
  private final ConcurrentMap<String, Embedder> opened = new ConcurrentHashMap<>();
  private final AtomicReference<CollectionState> state =
      new AtomicReference<>(CollectionState.READY);

  /// @param collection its name, for messages
  /// @param open model id → open embedder; called until it succeeds, by several threads at once
  public VectorModels(String collection, Schema schema, Function<String, Embedder> open) {
    this.collection = collection;
    this.open = open;
    schema
        .vectors()
        .forEach((name, vector) -> {
          if (vector.model() != null) {
            versions.put(name, vector.model());
          }
        });
  }

  /// Whether a failure is that of a model that cannot be used, now and as long as it is not
  /// replaced.
  static boolean isUnusable(SemblanceException e) {
    return e.fault() == Fault.UNSUPPORTED || e.fault() == Fault.NOT_FOUND;
  }

  /// The names of the vectors that have a model, in the order of the schema.
  List<String> vectors() {
    return List.copyOf(Collections.unmodifiableMap(versions).keySet());
  }

  /// The model of a vector, opened if it is not.
  ///
  /// @throws SemblanceException UNSUPPORTED when it cannot be opened or has another fingerprint;
  ///   OVERLOADED, CANCELLED
  Embedder embedder(String vector) {
    Embedder present = opened.get(vector);
    if (present != null) {
      return present;
    }
    ModelVersion version = versions.get(vector);
    if (version == null) {
      throw new IllegalArgumentException("vector " + vector + " has no model");
    }
    Embedder embedder = open(version);
    String fingerprint = embedder.card().fingerprint();
    if (!version.fingerprint().equals(fingerprint)) {
      throw unusable(
          CollectionState.MODEL_CHANGED,
          "were made by model %s with fingerprint %s; the model of that name now has fingerprint %s"
              .formatted(version.id(), version.fingerprint(), fingerprint),
          null);
    }
    opened.put(vector, embedder);
    state.set(CollectionState.READY);
    return embedder;
  }

  /// `READY`, `MODEL_MISSING` or `MODEL_CHANGED`, by the latest use.
  CollectionState state() {
    return state.get();
  }

  private Embedder open(ModelVersion version) {
    try {
      return open.apply(version.id());
    } catch (SemblanceException e) {
      if (e.fault().isTransient()) {
        throw e;
      }
      throw unusable(
          CollectionState.MODEL_MISSING,
          "need model %s, which cannot be opened: %s".formatted(version.id(), e.getMessage()),
          e);
    }
  }

  /// Logged when it is noticed first.
  private SemblanceException unusable(
      CollectionState now, String fact, @Nullable SemblanceException cause) {
    String message =
        ("the vectors of collection %s %s. Words and documents are served without it. Use the model"
                + " as it was, or compute the vectors anew:"
                + " semblance collections reembed %s --model MODEL")
            .formatted(collection, fact, collection);
    if (state.getAndSet(now) != now) {
      LOG.log(Level.WARNING, message);
    }
    return new SemblanceException(Fault.UNSUPPORTED, message, cause);
  }
}
