package dev.semblance.server.models;

import dev.semblance.Classifier;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Model;
import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The open models by name, of which one is the default; more can be opened and others let go while
/// requests are answered. *Safe for use by many threads.*
///
/// A model that is let go of answers the calls it has, and is then closed; whoever comes later, or
/// has found it just before, hears NOT_FOUND.
public final class ModelRegistry implements AutoCloseable {
  private final ModelSource source;
  private final ModelRules rules;
  private final MemoryBudget budget;
  private final Map<String, OpenModel> open = new LinkedHashMap<>();
  private final Map<String, CompletableFuture<OpenModel>> opening = new LinkedHashMap<>();
  private String first = "";

  /// Without a model, which must not be asked for one until [#load] has given it the first.
  ///
  /// @param source of all its models
  public ModelRegistry(ModelSource source, ModelRules rules) {
    this.source = source;
    this.rules = rules;
    this.budget = new MemoryBudget(rules.memory());
  }

  /// A server of these models and no others; the first of them is the default.
  ///
  /// @throws SemblanceException INVALID when there is none, or two of one name
  public static ModelRegistry of(List<? extends Model> models) {
    if (models.isEmpty()) {
      throw new SemblanceException(Fault.INVALID, "a server needs at least one model");
    }
    ModelRegistry all = new ModelRegistry(ModelSource.NONE, ModelRules.STANDARD);
    for (Model model : models) {
      String id = model.card().id();
      if (all.open.put(id, new OpenModel(model, () -> 0)) != null) {
        throw new SemblanceException(Fault.INVALID, "model '" + id + "' is given twice");
      }
    }
    all.first = models.getFirst().card().id();
    return all;
  }

  public ModelRules rules() {
    return rules;
  }

  public synchronized Model first() {
    return present(first).model();
  }

  /// What is known of each, the default first.
  public Collection<ModelCard> cards() {
    return list().stream().map(OpenModel::card).toList();
  }

  /// Each of them, the default first.
  public Collection<Model> open() {
    return list().stream().map(OpenModel::model).toList();
  }

  /// The name under which the model that answers to a name is counted; empty where none does, so
  /// that no client can make names up.
  public synchronized String label(@Nullable String name) {
    boolean unknown = name != null && open.size() > 1 && !open.containsKey(known(name));
    return unknown ? "" : answeringTo(name).card().id();
  }

  /// What is known of each and of its use, the default first.
  public synchronized List<OpenModel> list() {
    List<OpenModel> all = new ArrayList<>();
    all.add(present(first));
    open.forEach((name, model) -> {
      if (!name.equals(first)) {
        all.add(model);
      }
    });
    return all;
  }

  /// What is known of an open model.
  ///
  /// @throws SemblanceException NOT_FOUND
  public synchronized OpenModel one(String name) {
    return present(known(name));
  }

  /// What clients are told that a model is called.
  public synchronized String told(ModelCard card) {
    String served = rules.served();
    return served == null || !card.id().equals(first) ? card.id() : served;
  }

  /// The model of that name, the default for null.
  ///
  /// @throws SemblanceException NOT_FOUND
  public synchronized Model named(@Nullable String name) {
    return present(name == null ? first : known(name)).model();
  }

  /// As [#named], but a server of a single model answers to every name, because clients written for
  /// another service send that service's model names.
  public synchronized Model answeringTo(@Nullable String name) {
    return open.size() == 1 ? first() : named(name);
  }

  /// How a collection uses a model: by its name, so that one that went and came again serves on.
  /// Opens it where it is not open.
  ///
  /// @throws SemblanceException NOT_FOUND, UNSUPPORTED (it makes no embeddings), TOO_LARGE
  public Embedder embedder(String name) {
    return switch (load(LoadRequest.of(name)).model()) {
      case Embedder embedder -> new NamedEmbedder(this, embedder.card());
      case Classifier _ ->
          throw new SemblanceException(
              Fault.UNSUPPORTED, "model " + name + " scores labels and makes no embeddings");
    };
  }

  /// Opens a model, or answers the one that is open; the first of all is the default.
  ///
  /// @throws SemblanceException NOT_FOUND, TOO_LARGE (for the memory budget; the message says what
  ///   would be needed), BROKEN_MODEL, UNSUPPORTED
  public OpenModel load(LoadRequest wish) {
    OpenModel present = ifOpen(wish);
    return present == null ? load(source.find(wish.model(), wish.trusted()), wish) : present;
  }

  /// Lets go of a model: nobody finds it from here on, and it is closed once its running calls have
  /// ended, which may be after this returns.
  ///
  /// @param patience how long to wait for that
  /// @return how many calls still run then
  /// @throws SemblanceException NOT_FOUND, INVALID when it is the default
  public int unload(String name, Duration patience) {
    OpenModel leaving;
    synchronized (this) {
      leaving = present(name);
      if (name.equals(first)) {
        throw new SemblanceException(
            Fault.INVALID,
            "model '%s' answers requests that name none; make another one the default before"
                .formatted(name));
      }
      open.remove(name);
    }
    Thread closing =
        Thread.ofVirtual().name("closing " + name).start(() -> close(List.of(leaving)));
    try {
      return closing.join(patience) ? 0 : Math.max(1, leaving.running());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return leaving.running();
    }
  }

  /// Lets go of all models that nobody has asked for so long, but for the default.
  ///
  /// @return their names
  public List<String> unloadIdle(Duration time) {
    List<OpenModel> leaving;
    synchronized (this) {
      leaving = idle().stream().filter(model -> model.idle().compareTo(time) >= 0).toList();
      open.values().removeAll(leaving);
    }
    close(leaving);
    return leaving.stream().map(model -> model.card().id()).toList();
  }

  /// Lets go of all of them.
  @Override
  public void close() {
    List<OpenModel> leaving;
    synchronized (this) {
      leaving = List.copyOf(open.values());
      open.clear();
    }
    close(leaving);
  }

  private synchronized @Nullable OpenModel ifOpen(LoadRequest wish) {
    OpenModel present = open.get(wish.model());
    if (present != null && wish.first()) {
      first = wish.model();
    }
    return present;
  }

  /// Whoever comes first opens it; the others wait for that.
  private OpenModel load(ModelSource.LocatedModel found, LoadRequest wish) {
    CompletableFuture<OpenModel> mine = new CompletableFuture<>();
    CompletableFuture<OpenModel> others;
    LoadRequest named = wish.named(found.id());
    synchronized (this) {
      OpenModel present = ifOpen(named);
      if (present != null) {
        return present;
      }
      others = opening.putIfAbsent(found.id(), mine);
    }
    if (others != null) {
      OpenModel opened = join(others);
      var _ = ifOpen(named);
      return opened;
    }
    try {
      LongSupplier bytes = budget.isBound() ? takeRoom(found, wish.makeRoom()) : found.bytes();
      OpenModel opened = open(found, bytes, wish.first());
      mine.complete(opened);
      return opened;
    } catch (RuntimeException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      synchronized (this) {
        opening.remove(found.id());
      }
    }
  }

  private LongSupplier takeRoom(ModelSource.LocatedModel found, boolean makeRoom) {
    long bytes = found.bytes().getAsLong();
    if (makeRoom) {
      List<OpenModel> leaving;
      synchronized (this) {
        leaving = budget.leaving(found.id(), bytes, idle());
        open.values().removeAll(leaving);
      }
      close(leaving);
    }
    synchronized (this) {
      budget.take(found.id(), bytes);
    }
    return () -> bytes;
  }

  private OpenModel open(ModelSource.LocatedModel found, LongSupplier bytes, boolean asFirst) {
    try {
      OpenModel opened = new OpenModel(found.open().get(), bytes);
      synchronized (this) {
        open.put(found.id(), opened);
        first = first.isEmpty() || asFirst ? found.id() : first;
      }
      return opened;
    } catch (RuntimeException e) {
      giveBack(bytes);
      throw e;
    }
  }

  /// A model's own name; one that is served by another name has that too.
  private String known(String name) {
    return name.equals(rules.served()) && !open.containsKey(name) ? first : name;
  }

  private OpenModel present(String name) {
    OpenModel model = open.get(name);
    if (model == null) {
      throw new SemblanceException(
          Fault.NOT_FOUND, "no model '" + name + "' is open; there are " + open.keySet());
    }
    return model;
  }

  private List<OpenModel> idle() {
    return open.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(first))
        .map(Map.Entry::getValue)
        .filter(model -> model.running() == 0)
        .toList();
  }

  private void close(List<OpenModel> leaving) {
    for (OpenModel model : leaving) {
      model.model().close();
      giveBack(model::bytes);
    }
  }

  private void giveBack(LongSupplier bytes) {
    if (budget.isBound()) {
      long taken = bytes.getAsLong();
      synchronized (this) {
        budget.giveBack(taken);
      }
    }
  }

  private static OpenModel join(CompletableFuture<OpenModel> opening) {
    try {
      return opening.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SemblanceException fault) {
        throw fault;
      }
      throw e;
    }
  }
}
