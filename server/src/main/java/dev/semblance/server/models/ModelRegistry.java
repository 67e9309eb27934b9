package dev.semblance.server.models;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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

  /// Whether the memory of the models is limited; else it is not even counted.
  private final boolean bounded;

  @GuardedBy("this")
  private final MemoryBudget budget;

  @GuardedBy("this")
  private final Map<String, OpenModel> open = new LinkedHashMap<>();

  @GuardedBy("this")
  private final Map<String, CompletableFuture<OpenModel>> opening = new LinkedHashMap<>();

  /// Name of the default model; empty until the first one is open.
  @GuardedBy("this")
  private String defaultName = "";

  /// Without a model, which must not be asked for one until [#load] has given it the first.
  ///
  /// @param source of all its models
  public ModelRegistry(ModelSource source, ModelRules rules) {
    this.source = source;
    this.rules = rules;
    this.bounded = rules.memory() != Long.MAX_VALUE;
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
    models.forEach(all::add);
    return all;
  }

  private synchronized void add(Model model) {
    String id = model.card().id();
    if (open.put(id, new OpenModel(model, () -> 0)) != null) {
      throw new SemblanceException(Fault.INVALID, "model '" + id + "' is given twice");
    }
    defaultName = defaultName.isEmpty() ? id : defaultName;
  }

  public ModelRules rules() {
    return rules;
  }

  public synchronized Model defaultModel() {
    return present(defaultName).model();
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
    all.add(present(defaultName));
    for (Map.Entry<String, OpenModel> entry : open.entrySet()) {
      if (!entry.getKey().equals(defaultName)) {
        all.add(entry.getValue());
      }
    }
    return all;
  }

  /// What is known of an open model.
  ///
  /// @throws SemblanceException NOT_FOUND
  public synchronized OpenModel find(String name) {
    return present(known(name));
  }

  /// What clients are told that a model is called.
  public synchronized String servedName(ModelCard card) {
    String served = rules.served();
    return served == null || !card.id().equals(defaultName) ? card.id() : served;
  }

  /// The model of that name, the default for null.
  ///
  /// @throws SemblanceException NOT_FOUND
  public synchronized Model named(@Nullable String name) {
    return present(name == null ? defaultName : known(name)).model();
  }

  /// As [#named], but a server of a single model answers to every name, because clients written for
  /// another service send that service's model names.
  public synchronized Model answeringTo(@Nullable String name) {
    return open.size() == 1 ? defaultModel() : named(name);
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
      if (name.equals(defaultName)) {
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
    if (present != null && wish.asDefault()) {
      defaultName = wish.model();
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
      OpenModel opened = join(found.id(), others);
      var _ = ifOpen(named);
      return opened;
    }
    try {
      OpenModel opened = open(found, wish);
      mine.complete(opened);
      return opened;
    } catch (Throwable e) {
      mine.completeExceptionally(e); // errors too, or those that wait would wait for ever
      throw e;
    } finally {
      synchronized (this) {
        opening.remove(found.id());
      }
    }
  }

  private OpenModel open(ModelSource.LocatedModel found, LoadRequest wish) {
    if (!bounded) {
      return open(found, found.bytes(), wish);
    }
    long bytes = found.bytes().getAsLong();
    List<OpenModel> evicted;
    synchronized (this) {
      evicted = budget.take(found.id(), bytes, wish.makeRoom() ? idle() : List.of());
      open.values().removeAll(evicted);
    }
    boolean opened = false;
    try {
      closeAll(evicted);
      OpenModel model = open(found, () -> bytes, wish);
      opened = true;
      return model;
    } finally {
      if (!opened) {
        giveBack(bytes);
      }
    }
  }

  private OpenModel open(ModelSource.LocatedModel found, LongSupplier bytes, LoadRequest wish) {
    OpenModel opened = new OpenModel(found.open().get(), bytes);
    synchronized (this) {
      open.put(found.id(), opened);
      defaultName = defaultName.isEmpty() || wish.asDefault() ? found.id() : defaultName;
    }
    return opened;
  }

  /// A model's own name; one that is served by another name has that too.
  @GuardedBy("this")
  private String known(String name) {
    return name.equals(rules.served()) && !open.containsKey(name) ? defaultName : name;
  }

  @GuardedBy("this")
  private OpenModel present(String name) {
    OpenModel model = open.get(name);
    if (model == null) {
      throw new SemblanceException(
          Fault.NOT_FOUND, "no model '" + name + "' is open; there are " + open.keySet());
    }
    return model;
  }

  /// Those that no call uses, but for the default.
  @GuardedBy("this")
  private List<OpenModel> idle() {
    List<OpenModel> idle = new ArrayList<>(open.values());
    idle.remove(open.get(defaultName));
    idle.removeIf(model -> model.running() > 0);
    return idle;
  }

  /// Closes models that were removed from the open ones, and gives their memory back.
  private void close(List<OpenModel> leaving) {
    try {
      closeAll(leaving);
    } finally {
      if (bounded) {
        leaving.forEach(model -> giveBack(model.bytes()));
      }
    }
  }

  /// Closes all of them, also where closing one fails.
  private static void closeAll(List<OpenModel> leaving) {
    RuntimeException failure = null;
    for (OpenModel model : leaving) {
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

  private synchronized void giveBack(long bytes) {
    budget.giveBack(bytes);
  }

  private static OpenModel join(String model, CompletableFuture<OpenModel> opening) {
    try {
      return opening.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SemblanceException fault) {
        throw fault;
      }
      throw new SemblanceException(
          Fault.INTERNAL, "model '%s' could not be opened: %s".formatted(model, e.getCause()), e);
    }
  }
}
