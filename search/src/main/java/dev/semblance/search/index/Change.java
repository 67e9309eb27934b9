package dev.semblance.search.index;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.StoredEntry;
import dev.semblance.document.FieldType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A change to an index and its outcome: created and awaited by a caller, settled by the thread
/// that commits.
///
/// It counts as refused until it is known to be on disk, and the exception for that is created
/// here, by the caller: settling allocates nothing, so an OutOfMemoryError cannot prevent it.
final class Change {
  /// What is to be changed.
  sealed interface Edit {
    record Upsert(List<StoredEntry> entries) implements Edit {}

    record Delete(List<String> ids) implements Edit {}

    /// Fields that are added to the schema.
    record AddFields(Map<String, FieldType> fields) implements Edit {}
  }

  private final Edit operation;
  private final CompletableFuture<Boolean> settled = new CompletableFuture<>();

  // Written by the committing thread before it settles, read by the caller after that.
  private @Nullable SemblanceException failure;
  private Set<String> present = Set.of();

  /// @param folder the collection's folder, for the message
  Change(Edit operation, Path folder) {
    this.operation = operation;
    failure =
        new SemblanceException(
            Fault.INTERNAL,
            "cannot write collection " + folder.getFileName() + "; nothing was kept");
  }

  Edit edit() {
    return operation;
  }

  /// For a delete: which of its documents exist after the changes before it.
  Set<String> present() {
    return present;
  }

  void present(Set<String> ids) {
    present = ids;
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

  /// Waits until it is settled; returns [#present].
  ///
  /// An interrupt does not end the wait, because the change may be on disk already and the caller
  /// could not tell; the thread is still interrupted afterwards.
  ///
  /// @throws SemblanceException when it was refused
  Set<String> await() {
    settled.join();
    if (failure != null) {
      throw failure;
    }
    return present;
  }
}
