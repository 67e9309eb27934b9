package dev.semblance.search.index;

import dev.semblance.collection.CollectionState;
import dev.semblance.collection.StoreSize;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The index of a collection, opened when it is used and closed when [OpenIndexes] has too many and
/// this one was used least recently. *Safe for use by many threads.*
///
/// There is no lock: the thread that puts a future here opens the index, others wait for it. A view
/// outlasts the closing of its index, since it holds its own files; changes are waited for.
public final class OnDemandIndex implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(OnDemandIndex.class.getName());

  private final CollectionFolder folder;
  private final IndexContext context;
  private final IndexHealth health;
  private final AtomicReference<@Nullable CompletableFuture<UsedIndex>> current =
      new AtomicReference<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile long lastUse = System.nanoTime();

  /// The size when it was last closed, or before it was opened; null where it is not known yet.
  private final AtomicReference<@Nullable StoreSize> sizeWhileClosed = new AtomicReference<>();

  public OnDemandIndex(CollectionFolder folder, IndexContext context) {
    this(folder, context, new IndexHealth());
  }

  OnDemandIndex(CollectionFolder folder, IndexContext context, IndexHealth health) {
    this.health = health;
    this.folder = folder;
    this.context = context;
  }

  /// Runs an action with the open index.
  ///
  /// @throws dev.semblance.SemblanceException CORRUPT_INDEX when it cannot be opened, NOT_FOUND
  ///   when it was closed for good
  public <T> T use(Function<CommittedIndex, T> action) {
    UsedIndex used = enter();
    try {
      return action.apply(used.index());
    } finally {
      used.leave();
    }
  }

  /// How much it holds; does not open it.
  public StoreSize size() {
    Optional<UsedIndex> used = openNow();
    if (used.isPresent()) {
      try {
        return size(used.get().index());
      } finally {
        used.get().leave();
      }
    }
    StoreSize known = sizeWhileClosed.get();
    if (known != null) {
      return known;
    }
    StoreSize read = folder.size();
    // Not set when the index was opened, changed and closed meanwhile.
    sizeWhileClosed.compareAndSet(null, read);
    return read;
  }

  /// `READY`, `CHECKING` or `DAMAGED`, as far as it is known.
  public CollectionState state() {
    return health.state();
  }

  /// Segments of the latest commit; 0 while it is closed.
  long segments() {
    Optional<UsedIndex> used = openNow();
    if (used.isEmpty()) {
      return 0;
    }
    try (CommitView view = used.get().index().view()) {
      return view.segments();
    } finally {
      used.get().leave();
    }
  }

  /// Nanoseconds by [System#nanoTime].
  long lastUse() {
    return lastUse;
  }

  /// Closes it unless it is in use; the next use opens it again. Running merges are ended without
  /// result.
  void closeIfIdle() {
    CompletableFuture<UsedIndex> present = current.get();
    if (present == null || !present.isDone() || present.isCompletedExceptionally()) {
      return;
    }
    UsedIndex used = present.join();
    if (!used.retire()) {
      return;
    }
    try (CommittedIndex index = used.index()) {
      sizeWhileClosed.set(size(index));
      index.closePromptly();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "collection {0} was closed with a failure: {1}", folder.name(), e);
    } finally {
      context.open().remove(this);
      current.compareAndSet(present, null);
      used.retired();
    }
  }

  /// Waits for running changes and merges. Later uses fail. Idempotent.
  @Override
  public void close() {
    closed.set(true);
    // After the flag: either a thread that opens the index sees the flag, or this its future.
    CompletableFuture<UsedIndex> present = current.get();
    if (present == null) {
      return;
    }
    UsedIndex used;
    try {
      used = present.join();
    } catch (CompletionException _) {
      return; // it could not be opened
    }
    context.open().remove(this);
    used.index().close();
  }

  private UsedIndex enter() {
    while (true) {
      if (closed.get()) {
        throw IndexFaults.gone(folder.path(), null);
      }
      lastUse = System.nanoTime();
      CompletableFuture<UsedIndex> present = current.get();
      if (present == null) {
        var opening = new CompletableFuture<UsedIndex>();
        if (current.compareAndSet(null, opening)) {
          open(opening);
        }
      } else {
        UsedIndex used = opened(present);
        if (used.enter()) {
          return used;
        }
        used.awaitRetired();
      }
    }
  }

  /// Completes the future whatever is thrown.
  private void open(CompletableFuture<UsedIndex> opening) {
    try {
      context.open().add(this);
      if (closed.get()) {
        throw IndexFaults.gone(folder.path(), null);
      }
      health.check(folder);
      opening.complete(new UsedIndex(folder.open(context, health)));
    } catch (RuntimeException | Error e) {
      context.open().remove(this);
      current.compareAndSet(opening, null);
      opening.completeExceptionally(e);
      throw e;
    }
  }

  private static UsedIndex opened(CompletableFuture<UsedIndex> opening) {
    try {
      return opening.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  /// The index, entered, if it is open now.
  private Optional<UsedIndex> openNow() {
    CompletableFuture<UsedIndex> present = current.get();
    if (closed.get()) {
      throw IndexFaults.gone(folder.path(), null);
    }
    if (present == null || !present.isDone() || present.isCompletedExceptionally()) {
      return Optional.empty();
    }
    UsedIndex used = present.join();
    return used.enter() ? Optional.of(used) : Optional.empty();
  }

  private StoreSize size(CommittedIndex index) {
    try (CommitView view = index.view()) {
      return new StoreSize(view.count(), folder.bytes());
    }
  }
}
