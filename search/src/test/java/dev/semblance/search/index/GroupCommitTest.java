package dev.semblance.search.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.StoredEntry;
import dev.semblance.document.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class GroupCommitTest {
  private static final int MOST_CALLS = 100;

  @TempDir Path files;
  private Path folder;
  private FaultyDirectory disk;
  private CommittedIndex index;

  @BeforeEach
  void open() throws IOException {
    open(files.resolve("index"));
  }

  private void open(Path fresh) throws IOException {
    folder = fresh;
    disk = new FaultyDirectory(FSDirectory.open(folder));
    CommittedIndex.create(disk);
    index = CommittedIndex.open(folder, disk, IndexContext.standalone());
    index.write(documents("old"));
  }

  /// Eight callers come back as soon as their document is on disk.
  @Test
  void callersThatComeBackShareTheNextCommit() throws Exception {
    int before = disk.commits();
    List<Thread> writers = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      String prefix = "w" + writer + "-";
      writers.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 20; i++) {
                  write(prefix + i);
                }
              }));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    index.close(); // ends the merges, which still write
    assertThat(disk.commits() - before).isLessThan(8 * 20 / 4);
  }

  static Stream<Arguments> errors() {
    List<Supplier<Error>> errors =
        List.of(
            () -> new OutOfMemoryError("injected"),
            () -> new StackOverflowError("injected"),
            () -> new InternalError("injected"));
    return errors.stream()
        .flatMap(error ->
            Stream.of(FaultyDirectory.Point.values()).map(point -> Arguments.of(point, error)));
  }

  /// The error is thrown at the first call, at the second, … until no change reaches it.
  @ParameterizedTest
  @MethodSource("errors")
  void acknowledgesExactlyWhatIsOnDiskWhereverAnErrorIsThrown(
      FaultyDirectory.Point point, Supplier<Error> error) throws IOException {
    index.close();
    boolean failed = true;
    // The other errors take the same path, so one call is enough for each of them.
    int last = error.get() instanceof OutOfMemoryError ? MOST_CALLS : 1;
    for (int call = 1; failed && call <= last; call++) {
      assertThat(call).isLessThan(MOST_CALLS);
      open(files.resolve("call-" + call));
      failed = failAt(new FaultyDirectory.Failure(point, call, 1, error));
    }
    // The second error is thrown while the first is handled.
    open(files.resolve("twice"));
    failAt(new FaultyDirectory.Failure(point, 1, 2, error));
  }

  private boolean failAt(FaultyDirectory.Failure failure) throws IOException {
    var hold = disk.holdNextCommit();
    var first = new Caller(() -> write("first"));
    FaultyDirectory.await(hold.reached());
    var a = new Caller(() -> write("a")).whenQueued();
    var removal = new Caller(() -> delete("old")).whenQueued();
    var absent = new Caller(() -> delete("absent")).whenQueued();
    var b = new Caller(() -> write("b")).whenQueued();
    disk.fail(failure);
    hold.released().countDown();
    boolean hasFirst = first.isAcknowledged();
    boolean hasA = a.isAcknowledged();
    boolean hasB = b.isAcknowledged();
    boolean removed = removal.isAcknowledged();
    absent.isAcknowledged();
    boolean failed = disk.failed();
    disk.heal();

    assertThat(hasB).as("one group").isEqualTo(hasA).isEqualTo(removed);
    assertThat(removal.answer()).isEqualTo(removed);
    assertThat(absent.answer()).isFalse();
    for (boolean reopened : List.of(false, true)) {
      if (reopened) {
        index.close();
        index = CommittedIndex.open(folder, FSDirectory.open(folder), IndexContext.standalone());
      }
      assertThat(has("first")).isEqualTo(hasFirst);
      assertThat(has("a")).isEqualTo(hasA);
      assertThat(has("b")).isEqualTo(hasB);
      assertThat(has("old")).isEqualTo(!removed);
      write("next");
      assertThat(has("next")).isTrue();
    }
    index.close();
    return failed;
  }

  @ParameterizedTest
  @MethodSource("errors")
  void refusesEachChangeAsLongAsErrorsAreThrown(
      FaultyDirectory.Point point, Supplier<Error> error) {
    disk.fail(new FaultyDirectory.Failure(point, 1, Integer.MAX_VALUE, error));
    var callers = Stream.of("a", "b", "c").map(id -> new Caller(() -> write(id))).toList();
    List<Boolean> acknowledged = callers.stream().map(Caller::isAcknowledged).toList();
    disk.heal();
    assertThat(Stream.of("a", "b", "c").map(this::has)).isEqualTo(acknowledged);
    write("next");
    assertThat(has("next")).isTrue();
    index.close();
  }

  @Test
  void theErrorIsTheCauseOfTheRefusalOfEachChangeOfTheGroup() {
    var hold = disk.holdNextCommit();
    var first = new Caller(() -> write("first"));
    FaultyDirectory.await(hold.reached());
    var second = new Caller(() -> write("second")).whenQueued();
    disk.fail(
        new FaultyDirectory.Failure(
            FaultyDirectory.Point.SYNC, 1, 2, () -> new OutOfMemoryError("injected")));
    hold.released().countDown();
    for (Caller caller : List.of(first, second)) {
      assertThat(caller.failure())
          .isInstanceOf(SemblanceException.class)
          .hasMessageContaining("nothing was kept")
          .hasCauseInstanceOf(OutOfMemoryError.class)
          .extracting("fault")
          .isEqualTo(Fault.INTERNAL);
    }
    index.close();
  }

  @Test
  void changesThatWaitTogetherShareACommit() {
    var hold = disk.holdNextCommit();
    var first = new Caller(() -> write("first"));
    FaultyDirectory.await(hold.reached());
    int before = disk.commits();
    List<Caller> queued =
        Stream.of("a", "b", "c").map(id -> new Caller(() -> write(id)).whenQueued()).toList();
    var removal = new Caller(() -> delete("old")).whenQueued();
    hold.released().countDown();
    assertThat(first.isAcknowledged()).isTrue();
    assertThat(queued).allMatch(Caller::isAcknowledged);
    assertThat(removal.answer()).isTrue();
    assertThat(disk.commits() - before).as("the first and the group").isEqualTo(2);
    index.close();
  }

  @Test
  void deleteReturnsWhatExistedAfterEarlierChanges() {
    var hold = disk.holdNextCommit();
    var first = new Caller(() -> write("first"));
    FaultyDirectory.await(hold.reached());
    var before = new Caller(() -> delete("x")).whenQueued();
    var written = new Caller(() -> write("x")).whenQueued();
    var after = new Caller(() -> delete("x")).whenQueued();
    var again = new Caller(() -> delete("x")).whenQueued();
    var rewritten = new Caller(() -> write("x")).whenQueued();
    var old = new Caller(() -> delete("old")).whenQueued();
    var ofFirst = new Caller(() -> delete("first")).whenQueued();
    hold.released().countDown();
    assertThat(Stream.of(first, written, rewritten)).allMatch(Caller::isAcknowledged);
    assertThat(Stream.of(before, after, again, old, ofFirst).map(Caller::answer))
        .containsExactly(false, true, false, true, true);
    assertThat(has("x")).isTrue();
    assertThat(has("old")).isFalse();
    assertThat(has("first")).isFalse();
    index.close();
  }

  @Test
  void deletingAbsentIdsCommitsNothing() {
    int before = disk.commits();
    assertThat(delete("absent")).isFalse();
    assertThat(disk.commits()).isEqualTo(before);
    assertThat(delete("old")).isTrue();
    assertThat(disk.commits()).isEqualTo(before + 1);
    index.close();
  }

  @Test
  void interruptedCallerWaitsAndStaysInterrupted() {
    var hold = disk.holdNextCommit();
    var first = new Caller(() -> write("first")).whenQueued();
    FaultyDirectory.await(hold.reached());
    var second = new Caller(() -> write("second")).whenQueued();
    first.interrupt();
    second.interrupt();
    hold.released().countDown();
    for (Caller caller : List.of(first, second)) {
      assertThat(caller.isAcknowledged()).isTrue();
      assertThat(caller.wasInterrupted()).isTrue();
    }
    assertThat(has("first")).isTrue();
    assertThat(has("second")).isTrue();
    Thread.currentThread().interrupt();
    write("third");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(has("third")).isTrue();
    index.close();
  }

  @Test
  void closingCommitsQueuedChangesAndRefusesLaterOnes() throws IOException {
    var hold = disk.holdNextCommit();
    var first = new Caller(() -> write("first"));
    FaultyDirectory.await(hold.reached());
    var second = new Caller(() -> write("second")).whenQueued();
    var closer = new Caller(index::close).whenQueued();
    var otherCloser = new Caller(index::close).whenQueued();
    assertThatThrownBy(() -> write("late"))
        .hasMessage("collection index was closed or deleted")
        .extracting("fault")
        .isEqualTo(Fault.NOT_FOUND);
    hold.released().countDown();
    assertThat(Stream.of(first, second, closer, otherCloser)).allMatch(Caller::isAcknowledged);
    // The thread completes the wait of close() as its last act, and ends a moment later.
    while (!commitThreads().isEmpty()) {
      Thread.onSpinWait();
    }
    index = CommittedIndex.open(folder, FSDirectory.open(folder), IndexContext.standalone());
    assertThat(has("first")).isTrue();
    assertThat(has("second")).isTrue();
    assertThat(has("late")).isFalse();
    index.close();
  }

  @Test
  void oneDaemonThreadCommitsAndReadingStartsNone() throws IOException {
    assertThat(commitThreads()).singleElement().matches(Thread::isDaemon);
    index.close();
    index = CommittedIndex.open(folder, FSDirectory.open(folder), IndexContext.standalone());
    assertThat(has("old")).isTrue();
    assertThat(commitThreads()).isEmpty();
    index.close();
  }

  private static List<Thread> commitThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("commit index"))
        .toList();
  }

  private void write(String id) {
    index.write(documents(id));
  }

  private boolean has(String id) {
    try (CommitView view = index.view()) {
      return view.get(id).isPresent();
    }
  }

  private boolean delete(String id) {
    return !index.delete(List.of(id)).isEmpty();
  }

  private static List<StoredEntry> documents(String id) {
    return List.of(StoredEntries.entry(new Document(id, "title", "words of " + id), 1, 0));
  }

  /// A thread that submits one change.
  private static final class Caller {
    private final CompletableFuture<Boolean> answer = new CompletableFuture<>();
    private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    private final Thread thread;

    Caller(Runnable change) {
      this(() -> {
        change.run();
        return false;
      });
    }

    Caller(Supplier<Boolean> change) {
      thread =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try {
                  answer.complete(change.get());
                } catch (Throwable e) {
                  answer.completeExceptionally(e);
                }
                interrupted.complete(Thread.currentThread().isInterrupted());
              });
    }

    /// Returns when the thread waits for its change.
    Caller whenQueued() {
      while (thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      return this;
    }

    void interrupt() {
      thread.interrupt();
    }

    boolean isAcknowledged() {
      return failure() == null;
    }

    /// What the change answered; false for one that was refused.
    boolean answer() {
      return isAcknowledged() && answer.resultNow();
    }

    @Nullable Throwable failure() {
      return answer.handle((_, failure) -> failure).orTimeout(30, TimeUnit.SECONDS).join();
    }

    boolean wasInterrupted() {
      return interrupted.orTimeout(30, TimeUnit.SECONDS).join();
    }
  }
}
