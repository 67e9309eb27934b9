package dev.semblance.server.models;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.semblance.Classifier;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Model;
import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import dev.semblance.ShownName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The open models by name, one of which is the default. Models are opened and closed while
/// requests are answered. *Safe for use by many threads.*
///
/// A model that is unloaded answers its running calls and is then closed; later calls fail with
/// NOT_FOUND, also those that looked it up before.
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

  @GuardedBy("this")
  private final ModelNames names = new ModelNames();

  /// Names of all models that were ever open: later they are answered by no other model.
  @GuardedBy("this")
  private final Set<String> everOpen = new HashSet<>();

  /// Name of the default model; empty until the first one is open.
  @GuardedBy("this")
  private String defaultName = "";

  /// Without models; the first [#load] opens the default.
  ///
  /// @param source of all its models
  public ModelRegistry(ModelSource source, ModelRules rules) {
    this.source = source;
    this.rules = rules;
    this.bounded = rules.memory() != Long.MAX_VALUE;
    this.budget = new MemoryBudget(rules.memory());
  }

  /// A registry of these models only; the first of them is the default.
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
    noteOpen(id);
    if (open.put(id, new OpenModel(model, () -> 0)) != null) {
      throw new SemblanceException(
          Fault.INVALID, "model '" + ShownName.of(id) + "' is given twice");
    }
    defaultName = defaultName.isEmpty() ? id : defaultName;
  }

  public ModelRules rules() {
    return rules;
  }

  public synchronized Model defaultModel() {
    return present(defaultName).model();
  }

  /// Cards of the open models, the default first.
  public Collection<ModelCard> cards() {
    return list().stream().map(OpenModel::card).toList();
  }

  /// The open models, the default first.
  public Collection<Model> open() {
    return list().stream().map(OpenModel::model).toList();
  }

  /// Metric label of the model that answers to a name; empty where none does: no new series.
  public String label(@Nullable String name) {
    OpenModel model = answering(name);
    return model == null ? "" : shownName(model.card());
  }

  /// The open models with their use, the default first.
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

  /// An open model with its use.
  ///
  /// @throws SemblanceException NOT_FOUND
  public synchronized OpenModel find(String name) {
    return present(known(name));
  }

  /// Name of a model in replies.
  public synchronized String servedName(ModelCard card) {
    String served = rules.served();
    return served == null || !card.id().equals(defaultName) ? shownName(card) : served;
  }

  /// Name of an open model for clients: its own, or its folder's without the path, with a part of
  /// the fingerprint where another open model would have the same.
  public synchronized String shownName(ModelCard card) {
    String shown = ShownName.of(card.id());
    long same = open.keySet().stream().filter(id -> ShownName.of(id).equals(shown)).count();
    return same > 1 && !shown.equals(card.id())
        ? "%s-%08x".formatted(shown, card.id().hashCode())
        : shown;
  }

  /// The model of that name, the default for null.
  ///
  /// @throws SemblanceException NOT_FOUND
  public synchronized Model named(@Nullable String name) {
    return present(name == null ? defaultName : known(name)).model();
  }

  /// As [#named], but where a single model is open it answers to names of other services' models
  /// too, which clients written for those services send. It does not answer to the name of a model
  /// that was open before, is being opened, or can be opened here.
  ///
  /// @throws SemblanceException NOT_FOUND
  public Model answeringTo(@Nullable String name) {
    OpenModel model = answering(name);
    return model == null ? named(name) : model.model();
  }

  private @Nullable OpenModel answering(@Nullable String name) {
    OpenModel single;
    synchronized (this) {
      OpenModel named = open.get(name == null ? defaultName : known(name));
      boolean isOurs = name == null || everOpen.contains(name) || opening.containsKey(name);
      if (named != null || isOurs || open.size() != 1) {
        return named;
      }
      single = open.get(defaultName);
    }
    return name != null && source.has(name) ? null : single;
  }

  /// The model that a collection uses, looked up by name at each call, so that it may be unloaded
  /// and loaded again. Opens it where it is not open.
  ///
  /// @throws SemblanceException NOT_FOUND, UNSUPPORTED (it makes no embeddings), TOO_LARGE
  public Embedder embedder(String name) {
    return switch (load(LoadRequest.of(name)).model()) {
      case Embedder embedder -> new NamedEmbedder(this, embedder.card());
      case Classifier _ ->
          throw new SemblanceException(
              Fault.UNSUPPORTED,
              "model " + ShownName.of(name) + " scores labels and makes no embeddings");
    };
  }

  /// Opens a model where it is not open. The first one opened is the default.
  ///
  /// @throws SemblanceException NOT_FOUND, TOO_LARGE (for the memory budget; the message says what
  ///   would be needed), BROKEN_MODEL, UNSUPPORTED
  public OpenModel load(LoadRequest request) {
    OpenModel present = ifOpen(request);
    return present == null
        ? load(source.find(request.model(), request.trusted()), request)
        : present;
  }

  /// Unloads a model: it is no longer found, and is closed once its running calls have ended, which
  /// may be after this returns.
  ///
  /// @param timeout of waiting for that
  /// @return how many calls still run then
  /// @throws SemblanceException NOT_FOUND, INVALID when it is the default
  public int unload(String name, Duration timeout) {
    OpenModel unloaded;
    synchronized (this) {
      unloaded = find(name);
      if (unloaded == open.get(defaultName)) {
        throw new SemblanceException(
            Fault.INVALID,
            "model '%s' answers requests that name none; make another one the default before"
                .formatted(name));
      }
      remove(List.of(unloaded));
    }
    Thread closing =
        Thread.ofVirtual().name("closing " + name).start(() -> close(List.of(unloaded)));
    try {
      return closing.join(timeout) ? 0 : Math.max(1, unloaded.running());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unloaded.running();
    }
  }

  /// Unloads all models that were unused for a time, except the default.
  ///
  /// @return their names
  public List<String> unloadIdle(Duration time) {
    List<OpenModel> unloaded;
    synchronized (this) {
      unloaded = idle().stream().filter(model -> model.idle().compareTo(time) >= 0).toList();
      remove(unloaded);
    }
    close(unloaded);
    return unloaded.stream().map(model -> ShownName.of(model.card().id())).toList();
  }

  /// Unloads all of them.
  @Override
  public void close() {
    List<OpenModel> unloaded;
    synchronized (this) {
      unloaded = List.copyOf(open.values());
      open.clear();
    }
    close(unloaded);
  }

  private synchronized @Nullable OpenModel ifOpen(LoadRequest request) {
    String id = names.id(request.model());
    OpenModel present = open.get(id);
    if (present != null && request.asDefault()) {
      defaultName = id;
    }
    return present;
  }

  /// The first caller opens the model; others wait for it, whatever name of its files they use.
  private OpenModel load(ModelSource.LocatedModel found, LoadRequest request) {
    CompletableFuture<OpenModel> own = new CompletableFuture<>();
    CompletableFuture<OpenModel> others;
    LoadRequest resolved;
    synchronized (this) {
      resolved = request.named(names.add(found.id(), found.files()));
      OpenModel present = ifOpen(resolved);
      if (present != null) {
        noteOpen(found.id());
        return present;
      }
      others = opening.putIfAbsent(resolved.model(), own);
    }
    if (others != null) {
      OpenModel opened = OpenModel.join(found.id(), others);
      var _ = ifOpen(resolved);
      return opened;
    }
    try {
      OpenModel opened = open(found, request);
      own.complete(opened);
      return opened;
    } catch (Throwable e) {
      own.completeExceptionally(e); // errors too: other callers wait for it
      forget(found.id());
      throw e;
    } finally {
      synchronized (this) {
        opening.remove(found.id());
      }
    }
  }

  private OpenModel open(ModelSource.LocatedModel found, LoadRequest request) {
    if (!bounded) {
      return open(found, found.bytes(), request);
    }
    long bytes = found.bytes().getAsLong();
    List<OpenModel> evicted;
    synchronized (this) {
      evicted = budget.take(found.id(), bytes, request.makeRoom() ? idle() : List.of());
      remove(evicted);
    }
    boolean opened = false;
    try {
      OpenModel.closeAll(evicted);
      OpenModel model = open(found, () -> bytes, request);
      opened = true;
      return model;
    } finally {
      if (!opened) {
        giveBack(bytes);
      }
    }
  }

  private OpenModel open(ModelSource.LocatedModel found, LongSupplier bytes, LoadRequest request) {
    OpenModel opened = new OpenModel(found.open().get(), bytes);
    synchronized (this) {
      open.put(found.id(), opened);
      noteOpen(found.id());
      defaultName = defaultName.isEmpty() || request.asDefault() ? found.id() : defaultName;
    }
    return opened;
  }

  /// Resolves further names of a model, the served name of the default, and names of folders.
  @GuardedBy("this")
  private String known(String name) {
    String id = names.id(name);
    if (open.containsKey(id)) {
      return id;
    }
    if (name.equals(rules.served())) {
      return defaultName;
    }
    return open.values().stream()
        .map(OpenModel::card)
        .filter(card -> shownName(card).equals(name))
        .map(ModelCard::id)
        .findFirst()
        .orElse(id);
  }

  @GuardedBy("this")
  private void noteOpen(String id) {
    everOpen.addAll(List.of(id, ShownName.of(id)));
  }

  private synchronized void forget(String id) {
    names.remove(id);
  }

  @GuardedBy("this")
  private void remove(Collection<OpenModel> unloaded) {
    open.values().removeAll(unloaded);
    unloaded.forEach(model -> names.remove(model.card().id()));
  }

  @GuardedBy("this")
  private OpenModel present(String name) {
    OpenModel model = open.get(name);
    if (model == null) {
      throw new SemblanceException(
          Fault.NOT_FOUND,
          "no model '%s' is open; there are %s"
              .formatted(
                  name, open.values().stream().map(known -> shownName(known.card())).toList()));
    }
    return model;
  }

  /// Models without running calls, except the default.
  @GuardedBy("this")
  private List<OpenModel> idle() {
    List<OpenModel> idle = new ArrayList<>(open.values());
    idle.remove(open.get(defaultName));
    idle.removeIf(model -> model.running() > 0);
    return idle;
  }

  /// Closes models that were removed from the open ones, and gives their memory back.
  private void close(List<OpenModel> unloaded) {
    try {
      OpenModel.closeAll(unloaded);
    } finally {
      if (bounded) {
        unloaded.forEach(model -> giveBack(model.bytes()));
      }
    }
  }

  private synchronized void giveBack(long bytes) {
    budget.giveBack(bytes);
  }
}
