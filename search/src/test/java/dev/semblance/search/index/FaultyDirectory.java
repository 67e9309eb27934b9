package dev.semblance.search.index;

import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.Lock;
import org.jspecify.annotations.Nullable;

/// A directory that throws an `Error` at one of its calls, counts commits, and can hold a commit.
final class FaultyDirectory extends FilterDirectory {
  /// Where it can fail.
  enum Point {
    CREATE_OUTPUT,
    OPEN_INPUT,
    SYNC,
    RENAME,
    AFTER_RENAME,
    SYNC_METADATA,
    DELETE_FILE,
    OBTAIN_LOCK
  }

  /// @param call the first call that fails, from 1
  /// @param calls how many fail
  record Failure(Point point, int call, int calls, Supplier<Error> error) {}

  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger commits = new AtomicInteger();
  private volatile @Nullable Failure failure;
  private volatile @Nullable Hold hold;

  FaultyDirectory(Directory in) {
    super(in);
  }

  /// Holds a commit between its files and their sync.
  record Hold(CountDownLatch reached, CountDownLatch released) {}

  void fail(Failure next) {
    calls.set(0);
    failure = next;
  }

  /// Whether the failure has occurred.
  boolean failed() {
    Failure asked = failure;
    return asked != null && calls.get() >= asked.call();
  }

  void heal() {
    failure = null;
  }

  Hold holdNextCommit() {
    var next = new Hold(new CountDownLatch(1), new CountDownLatch(1));
    hold = next;
    return next;
  }

  int commits() {
    return commits.get();
  }

  @Override
  public IndexOutput createOutput(String name, IOContext context) throws IOException {
    reach(Point.CREATE_OUTPUT);
    return in.createOutput(name, context);
  }

  @Override
  public IndexInput openInput(String name, IOContext context) throws IOException {
    reach(Point.OPEN_INPUT);
    return in.openInput(name, context);
  }

  @Override
  public void sync(Collection<String> names) throws IOException {
    Hold held = hold;
    if (held != null) {
      hold = null;
      held.reached().countDown();
      await(held.released());
    }
    reach(Point.SYNC);
    in.sync(names);
  }

  @Override
  public void rename(String source, String target) throws IOException {
    reach(Point.RENAME);
    in.rename(source, target);
    if (target.startsWith("segments_")) {
      commits.incrementAndGet();
    }
    reach(Point.AFTER_RENAME);
  }

  @Override
  public void syncMetaData() throws IOException {
    reach(Point.SYNC_METADATA);
    in.syncMetaData();
  }

  @Override
  public void deleteFile(String name) throws IOException {
    reach(Point.DELETE_FILE);
    in.deleteFile(name);
  }

  @Override
  public Lock obtainLock(String name) throws IOException {
    reach(Point.OBTAIN_LOCK);
    return in.obtainLock(name);
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("not reached within 30 s");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void reach(Point point) {
    Failure asked = failure;
    if (asked == null || asked.point() != point) {
      return;
    }
    int call = calls.incrementAndGet();
    if (call >= asked.call() && call - asked.call() < asked.calls()) {
      throw asked.error().get();
    }
  }
}
