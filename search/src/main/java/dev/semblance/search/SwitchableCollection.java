package dev.semblance.search;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.CollectionState;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.collection.WriteReport;
import dev.semblance.document.Document;
import dev.semblance.query.Filter;
import dev.semblance.query.ListRequest;
import dev.semblance.query.SearchRequest;
import dev.semblance.query.SearchResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An open collection whose files can be replaced: it is closed and opened again while callers keep
/// this object. Calls that arrive meanwhile wait; searches that run see the state before. *Safe for
/// use by many threads.*
final class SwitchableCollection implements DocumentCollection {
  private final AtomicReference<CompletableFuture<DocumentCollection>> current;

  /// Of a copy that is being made; null while there is none.
  private final AtomicReference<@Nullable ChangedIds> changes = new AtomicReference<>();

  /// The changes that are being made, each with a future that is completed at its end.
  private final ConcurrentMap<Object, CompletableFuture<Boolean>> running =
      new ConcurrentHashMap<>();

  SwitchableCollection(DocumentCollection opened) {
    current = new AtomicReference<>(CompletableFuture.completedFuture(opened));
  }

  /// Notes from now on the ids of documents before they are written or removed; empty when they are
  /// noted already, for another copy.
  Optional<ChangedIds> startCopy() {
    ChangedIds fresh = new ChangedIds();
    if (!changes.compareAndSet(null, fresh)) {
      return Optional.empty();
    }
    // A write that began before is not noted: the copy begins when it is on disk.
    for (CompletableFuture<Boolean> earlier : running.values()) {
      var _ = earlier.join();
    }
    return Optional.of(fresh);
  }

  void endCopy() {
    changes.set(null);
  }

  private void note(Consumer<ChangedIds> change) {
    ChangedIds noted = changes.get();
    if (noted != null) {
      change.accept(noted);
    }
  }

  /// Closes the collection, after its running writes. [#resume] or [#end] follows.
  void pause() {
    CompletableFuture<DocumentCollection> before = current.getAndSet(new CompletableFuture<>());
    opened(before).close();
  }

  /// Opens the collection again. When that fails, calls get the failure; returns whether it is
  /// open.
  boolean resume(Supplier<DocumentCollection> open) {
    try {
      current.get().complete(open.get());
      return true;
    } catch (SemblanceException e) {
      end(e);
      return false;
    }
  }

  /// Lets calls fail from now on, unless it is open again.
  void end(SemblanceException reason) {
    current.get().completeExceptionally(reason);
  }

  @Override
  public CollectionInfo info() {
    CollectionInfo info = use(DocumentCollection::info);
    return changes.get() == null ? info : info.in(CollectionState.REEMBEDDING);
  }

  @Override
  public WriteReport write(List<Entry> entries) {
    return change(
        noted -> entries.forEach(entry -> noted.add(entry.document().id())),
        collection -> collection.write(entries));
  }

  @Override
  public Set<String> delete(List<String> ids) {
    return change(noted -> ids.forEach(noted::add), collection -> collection.delete(ids));
  }

  @Override
  public long delete(Filter filter) {
    return change(ChangedIds::addUnknown, collection -> collection.delete(filter));
  }

  @Override
  public List<Document> list(ListRequest request) {
    return use(collection -> collection.list(request));
  }

  @Override
  public Optional<Document> get(String id) {
    return use(collection -> collection.get(id));
  }

  @Override
  public SearchResult search(SearchRequest request) {
    return use(collection -> collection.search(request));
  }

  @Override
  public void close() {
    try {
      opened(current.get()).close();
    } catch (SemblanceException _) {
      // It was closed before, for that reason.
    }
  }

  /// A change is among the running ones before it looks whether it is to be noted: a copy waits for
  /// it, or finds it noted.
  private <T> T change(Consumer<ChangedIds> noted, Function<DocumentCollection, T> call) {
    var key = new Object();
    var end = new CompletableFuture<Boolean>();
    running.put(key, end);
    try {
      note(noted);
      return use(call);
    } finally {
      running.remove(key);
      end.complete(true);
    }
  }

  /// A collection that is closed refuses a call before it has any effect; the call is repeated on
  /// the one that takes its place.
  private <T> T use(Function<DocumentCollection, T> call) {
    while (true) {
      CompletableFuture<DocumentCollection> now = current.get();
      try {
        return call.apply(opened(now));
      } catch (SemblanceException e) {
        boolean replaced = !current.compareAndSet(now, now);
        if (e.fault() != Fault.NOT_FOUND || !replaced) {
          throw e;
        }
      }
    }
  }

  private static DocumentCollection opened(CompletableFuture<DocumentCollection> opening) {
    try {
      return opening.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SemblanceException reason) {
        throw reason;
      }
      throw e;
    }
  }
}
