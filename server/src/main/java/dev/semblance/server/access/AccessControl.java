package dev.semblance.server.access;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.io.Sha256;
import dev.semblance.server.access.AccessDecision.Admitted;
import dev.semblance.server.access.AccessDecision.Closing;
import dev.semblance.server.access.AccessDecision.KeyRejected;
import dev.semblance.server.access.AccessDecision.LimitReached;
import dev.semblance.server.access.AccessDecision.RightMissing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Admits requests of all protocols: checks API keys, enforces the limits of each key, and counts
/// the requests in progress, so that a server stops once the last one is answered. *Safe for use by
/// many threads.*
public final class AccessControl {
  private static final String SCHEME = "Bearer ";

  private final List<KeyUsage> usages;

  @GuardedBy("this")
  private final List<Runnable> closingTasks = new ArrayList<>();

  /// Tasks of requests in progress, for when closing begins.
  @GuardedBy("this")
  private final Map<Permit, Runnable> stoppingTasks = new HashMap<>();

  /// Requests in progress.
  @GuardedBy("this")
  private int running;

  /// Requests in progress, by the index of their key.
  @GuardedBy("this")
  private final int[] runningOfKey;

  /// Calls whose own place one of their requests has.
  @GuardedBy("this")
  private final Set<Permit> ownPlaceTaken = new HashSet<>();

  private volatile boolean closing;

  private AccessControl(List<KeyUsage> usages) {
    this.usages = usages;
    this.runningOfKey = new int[usages.size()];
  }

  /// Admits requests without a key.
  public static AccessControl open() {
    return new AccessControl(List.of());
  }

  /// @param keys that are accepted; where there are none, requests need no key
  public static AccessControl of(List<Key> keys) {
    return of(keys, System::nanoTime);
  }

  /// @param keys as above
  /// @param clock nanoseconds, by which rates are measured
  public static AccessControl of(List<Key> keys, LongSupplier clock) {
    return new AccessControl(
        IntStream.range(0, keys.size())
            .mapToObj(index -> new KeyUsage(index, keys.get(index), clock))
            .toList());
  }

  /// Whether requests need a key.
  public boolean requiresKey() {
    return !usages.isEmpty();
  }

  /// Decides on a request.
  ///
  /// @param authorization value of the header, `Bearer SECRET`; null where there is none
  /// @param right that the request needs; null where every key will do
  public AccessDecision enter(@Nullable String authorization, @Nullable KeyRight right) {
    KeyUsage usage = usages.isEmpty() ? null : usage(authorization);
    if (usage == null && !usages.isEmpty()) {
      return new KeyRejected();
    }
    if (usage != null && right != null && !usage.key.rights().contains(right)) {
      return new RightMissing(usage.rightMissing(right));
    }
    synchronized (this) {
      if (closing) {
        return new Closing();
      }
      String refusal = usage == null ? null : usage.refusal(runningOfKey[usage.index]);
      if (refusal != null) {
        return new LimitReached(refusal);
      }
      running++;
      if (usage != null) {
        runningOfKey[usage.index]++;
      }
      return new Admitted(new KeyPermit(usage));
    }
  }

  public boolean isClosing() {
    return closing;
  }

  /// Registers a task that runs when closing begins.
  public synchronized void onClosing(Runnable task) {
    closingTasks.add(task);
  }

  /// Admits no further requests, and waits until those in progress have ended.
  ///
  /// @param timeout of the wait
  /// @return how many are still in progress
  public int close(Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    List<Runnable> tasks;
    synchronized (this) {
      closing = true;
      tasks = new ArrayList<>(closingTasks);
      tasks.addAll(stoppingTasks.values());
      stoppingTasks.clear();
    }
    tasks.forEach(Runnable::run);
    synchronized (this) {
      for (long left = timeout.toNanos(); running > 0 && left > 0; left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return running;
    }
  }

  private @Nullable KeyUsage usage(@Nullable String authorization) {
    if (authorization == null) {
      return null;
    }
    // All keys are compared, as digests of one length: the time taken does not depend on them.
    byte[] given = digest(withoutScheme(authorization));
    KeyUsage found = null;
    for (KeyUsage usage : usages) {
      if (MessageDigest.isEqual(usage.digest, given)) {
        found = usage;
      }
    }
    return found;
  }

  /// The secret of `Bearer SECRET`; the scheme is not case-sensitive (RFC 9110, 11.1). Empty, as no
  /// secret is, for another scheme.
  private static String withoutScheme(String authorization) {
    return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? authorization.substring(SCHEME.length())
        : "";
  }

  private synchronized void release(Permit permit, @Nullable KeyUsage usage) {
    running--;
    stoppingTasks.remove(permit);
    if (usage != null) {
      runningOfKey[usage.index]--;
    }
    notifyAll();
  }

  private synchronized Permit.RequestPlace awaitPlace(Permit permit, KeyUsage usage) {
    try {
      while (ownPlaceTaken.contains(permit) && !takePlace(usage)) {
        wait();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new SemblanceException(
          Fault.CANCELLED, "the call was cancelled while it waited for a place of its key");
    }
    boolean isOwn = ownPlaceTaken.add(permit);
    return () -> giveBack(permit, usage, isOwn);
  }

  private synchronized void giveBack(Permit permit, KeyUsage usage, boolean isOwn) {
    if (isOwn) {
      ownPlaceTaken.remove(permit);
    } else {
      runningOfKey[usage.index]--;
    }
    notifyAll();
  }

  /// @return whether closing has not begun yet
  private synchronized boolean registerStopping(Permit permit, Runnable task) {
    if (!closing) {
      stoppingTasks.put(permit, task);
    }
    return !closing;
  }

  /// Takes one more place of a key for a request within a call.
  ///
  /// @return whether one was free
  @GuardedBy("this")
  private boolean takePlace(KeyUsage usage) {
    boolean isFree = runningOfKey[usage.index] < usage.key.allowance().concurrent();
    runningOfKey[usage.index] += isFree ? 1 : 0;
    return isFree;
  }

  private static byte[] digest(String text) {
    return Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /// A key and what its limits have counted.
  private static final class KeyUsage {
    private final int index;
    private final Key key;
    private final byte[] digest;
    private final RateLimit rate;
    private final RateLimit inputs;

    KeyUsage(int index, Key key, LongSupplier clock) {
      this.index = index;
      this.key = key;
      this.digest = digest(key.secret());
      this.rate = new RateLimit(key.allowance().perSecond(), clock);
      this.inputs = new RateLimit(key.allowance().inputs(), clock);
    }

    /// Why a further request is refused; null where it is admitted.
    @Nullable String refusal(int running) {
      Allowance allowance = key.allowance();
      if (running >= allowance.concurrent()) {
        return "the API key '%s' has %d requests in progress, which is its limit; retry when one has ended"
            .formatted(key.name(), allowance.concurrent());
      }
      return rate.take() ? null : requestsExceeded();
    }

    String rightMissing(KeyRight right) {
      return "the API key '%s' does not have the right '%s'; use another key, or add it to the key's rights"
          .formatted(key.name(), right.wireName());
    }

    SemblanceException inputsExceeded(long nanos) {
      return SemblanceException.overloaded(
          "the API key '%s' is limited to %d inputs a second; retry later"
              .formatted(key.name(), key.allowance().inputs()),
          Duration.ofNanos(nanos));
    }

    String requestsExceeded() {
      return "the API key '%s' is limited to %d requests a second; retry later"
          .formatted(key.name(), key.allowance().perSecond());
    }
  }

  private final class KeyPermit implements Permit {
    private final @Nullable KeyUsage usage;
    private final AtomicBoolean closed = new AtomicBoolean();

    KeyPermit(@Nullable KeyUsage usage) {
      this.usage = usage;
    }

    @Override
    public String keyName() {
      return usage == null ? "" : usage.key.name();
    }

    @Override
    public boolean countRequest() {
      return usage == null || usage.rate.take();
    }

    @Override
    public boolean isOpen() {
      return !closed.get();
    }

    @Override
    public RequestPlace awaitPlace() {
      return usage == null ? RequestPlace.UNCOUNTED : AccessControl.this.awaitPlace(this, usage);
    }

    @Override
    public void onStopping(Runnable task) {
      if (!registerStopping(this, task)) {
        task.run();
      }
    }

    @Override
    public void charge(int inputs) {
      long wait = usage == null ? 0 : usage.inputs.take(inputs);
      if (usage != null && wait > 0) {
        throw usage.inputsExceeded(wait);
      }
    }

    @Override
    public void awaitAndCharge(int inputs) {
      try {
        long wait = usage == null ? 0 : usage.inputs.take(inputs);
        while (usage != null && wait > 0) {
          TimeUnit.NANOSECONDS.sleep(wait);
          wait = usage.inputs.take(inputs);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new SemblanceException(
            Fault.CANCELLED, "the call was cancelled while it waited for its quota");
      }
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        release(this, usage);
      }
    }
  }
}
