package dev.semblance.search;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// The outcome of an operation on a collection: the open collection, or empty when there is none or
/// callers must look it up again. While it is in the map of [OpenCollections], no other operation
/// uses the folder of that name. *Safe for use by many threads.*
final class CollectionFuture {
  private final CompletableFuture<Optional<SwitchableCollection>> collection =
      new CompletableFuture<>();

  /// Only the first completion has an effect; returns whether this was it.
  boolean complete(Optional<SwitchableCollection> outcome) {
    return collection.complete(outcome);
  }

  /// As {@link #complete}.
  boolean fail(Throwable failure) {
    return collection.completeExceptionally(failure);
  }

  /// Waits for the outcome.
  ///
  /// @throws SemblanceException the failure of the operation, INTERNAL where that was an `Error`;
  ///   CANCELLED when this thread is interrupted, which does not end the operation
  Optional<SwitchableCollection> await(String name) {
    return await(collection, name);
  }

  /// As {@link #await}, but empty where the operation failed.
  Optional<SwitchableCollection> awaitEnd(String name) {
    return await(collection.exceptionally(_ -> Optional.empty()), name);
  }

  /// As {@link #awaitEnd}, but an interrupt does not end the wait.
  Optional<SwitchableCollection> awaitEndUninterrupted() {
    return collection.exceptionally(_ -> Optional.empty()).join();
  }

  /// The collection, if it is open now.
  Optional<SwitchableCollection> now() {
    return collection.isDone() ? awaitEndUninterrupted() : Optional.empty();
  }

  private static Optional<SwitchableCollection> await(
      CompletableFuture<Optional<SwitchableCollection>> outcome, String name) {
    try {
      return outcome.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SemblanceException(
          Fault.CANCELLED, "interrupted while waiting for collection " + name, e);
    } catch (ExecutionException e) {
      Throwable failure = e.getCause();
      if (failure instanceof RuntimeException known) {
        throw known;
      }
      throw new SemblanceException(
          Fault.INTERNAL, "cannot open collection " + name + ": " + failure, failure);
    }
  }
}
