package dev.semblance.search.index;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A change to an index and its outcome: made and awaited by a caller, settled by the thread that
/// commits.
///
/// It counts as refused until it is known to be on disk, and the exception for that is made here,
/// by the caller: settling allocates nothing, so an OutOfMemoryError cannot prevent it.
final class Change {
  /// What is to be changed.
  sealed interface Operation {
    record Write(List<VectoredDocument> documents) implements Operation {}

    record Delete(String id) implements Operation {}
  }

  private final Operation operation;
  private final CompletableFuture<Boolean> settled = new CompletableFuture<>();

  // Written by the committing thread before it settles, read by the caller after that.
  private @Nullable SemblanceException failure;
  private boolean present;

  /// @param folder the collection's folder, for the message
  Change(Operation operation, Path folder) {
    this.operation = operation;
    failure =
        new SemblanceException(Fault.INTERNAL, "cannot write " + folder + "; nothing was kept");
  }

  Operation operation() {
    return operation;
  }

  /// For a delete: whether its document is there when its turn comes.
  boolean present() {
    return present;
  }

  void present(boolean there) {
    present = there;
  }

  /// To be called when it is on disk.
  void succeed() {
    failure = null;
  }

  void fail(SemblanceException refusal) {
    failure = refusal;
  }

  /// Releases the caller.
  void settle() {
    settled.complete(true);
  }

  /// Waits until it is settled; answers [#present].
  ///
  /// An interrupt does not end the wait, because the change may be on disk already and the caller
  /// would not know; the thread is still interrupted afterwards.
  ///
  /// @throws SemblanceException when it was refused
  boolean await() {
    settled.join();
    if (failure != null) {
      throw failure;
    }
    return present;
  }
}
