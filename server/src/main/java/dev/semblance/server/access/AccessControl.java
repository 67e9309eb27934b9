package dev.semblance.server.access;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.io.Sha256;
import dev.semblance.server.access.AccessDecision.Admitted;
import dev.semblance.server.access.AccessDecision.Closing;
import dev.semblance.server.access.AccessDecision.KeyRejected;
import dev.semblance.server.access.AccessDecision.LimitReached;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The one way into a server, whichever protocol a client speaks: it asks for a key, holds each key
/// to its allowance, and counts who is inside, so that a server can stop when the last one has
/// left. *Safe for use by many threads.*
public final class AccessControl {
  private final List<Holder> holders;
  private final List<Runnable> whenClosing = new ArrayList<>();
  private int inside;
  private volatile boolean closing;

  private AccessControl(List<Holder> holders) {
    this.holders = holders;
  }

  /// A door that asks nobody for a key.
  public static AccessControl open() {
    return new AccessControl(List.of());
  }

  /// @param keys that are let in; none at all lets everyone in
  public static AccessControl of(List<Key> keys) {
    return of(keys, System::nanoTime);
  }

  /// @param keys as above
  /// @param clock nanoseconds, by which rates are measured
  public static AccessControl of(List<Key> keys, LongSupplier clock) {
    return new AccessControl(keys.stream().map(key -> new Holder(key, clock)).toList());
  }

  /// Whether nobody comes in without a key.
  public boolean requiresKey() {
    return !holders.isEmpty();
  }

  /// A request asks to come in.
  ///
  /// @param authorization what it shows, `Bearer SECRET`; null for nothing
  public AccessDecision enter(@Nullable String authorization) {
    Holder holder = holders.isEmpty() ? null : holder(authorization);
    if (holder == null && !holders.isEmpty()) {
      return new KeyRejected();
    }
    synchronized (this) {
      if (closing) {
        return new Closing();
      }
      String refusal = holder == null ? null : holder.refusal();
      if (refusal != null) {
        return new LimitReached(refusal);
      }
      inside++;
      if (holder != null) {
        holder.inside++;
      }
      return new Admitted(new Inside(holder));
    }
  }

  public boolean isClosing() {
    return closing;
  }

  /// Has something done when the door begins to close.
  public synchronized void onClosing(Runnable task) {
    whenClosing.add(task);
  }

  /// Lets nobody in from here on, and waits until everyone has left.
  ///
  /// @param patience how long to wait
  /// @return how many are still inside
  public int close(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    List<Runnable> tasks;
    synchronized (this) {
      closing = true;
      tasks = List.copyOf(whenClosing);
    }
    tasks.forEach(Runnable::run);
    synchronized (this) {
      for (long left = patience.toNanos(); inside > 0 && left > 0; left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return inside;
    }
  }

  private @Nullable Holder holder(@Nullable String authorization) {
    if (authorization == null) {
      return null;
    }
    // Digests have one length, and every key is compared, so the time taken tells nothing of them.
    byte[] shown = digest(authorization);
    Holder found = null;
    for (Holder holder : holders) {
      if (MessageDigest.isEqual(holder.digest, shown)) {
        found = holder;
      }
    }
    return found;
  }

  private synchronized void leave(@Nullable Holder holder) {
    inside--;
    if (holder != null) {
      holder.inside--;
    }
    if (inside == 0) {
      notifyAll();
    }
  }

  private static byte[] digest(String text) {
    return Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /// A key, and what is going on with it.
  private static final class Holder {
    private final Key key;
    private final byte[] digest;
    private final RateLimit rate;
    private final RateLimit inputs;
    private int inside;

    Holder(Key key, LongSupplier clock) {
      this.key = key;
      this.digest = digest("Bearer " + key.secret());
      this.rate = new RateLimit(key.allowance().perSecond(), clock);
      this.inputs = new RateLimit(key.allowance().inputs(), clock);
    }

    /// Why no request more is let in; null where it is.
    @Nullable String refusal() {
      Allowance allowance = key.allowance();
      if (inside >= allowance.concurrent()) {
        return "the API key '%s' has %d requests at work, which is its limit"
            .formatted(key.name(), allowance.concurrent());
      }
      return rate.take() ? null : tooFast();
    }

    SemblanceException tooMuch(long nanos) {
      return SemblanceException.overloaded(
          "the API key '%s' has asked for more than %d inputs a second, which is its limit"
              .formatted(key.name(), key.allowance().inputs()),
          Duration.ofNanos(nanos));
    }

    String tooFast() {
      return "the API key '%s' is used more than %d times a second, which is its limit"
          .formatted(key.name(), key.allowance().perSecond());
    }
  }

  private final class Inside implements Permit {
    private final @Nullable Holder holder;
    private final AtomicBoolean left = new AtomicBoolean();

    Inside(@Nullable Holder holder) {
      this.holder = holder;
    }

    @Override
    public String keyName() {
      return holder == null ? "" : holder.key.name();
    }

    @Override
    public boolean countRequest() {
      return holder == null || holder.rate.take();
    }

    @Override
    public boolean isOpen() {
      return !left.get();
    }

    @Override
    public void charge(int inputs) {
      long wait = holder == null ? 0 : holder.inputs.take(inputs);
      if (holder != null && wait > 0) {
        throw holder.tooMuch(wait);
      }
    }

    @Override
    public void awaitAndCharge(int inputs) {
      try {
        long wait = holder == null ? 0 : holder.inputs.take(inputs);
        while (holder != null && wait > 0) {
          TimeUnit.NANOSECONDS.sleep(wait);
          wait = holder.inputs.take(inputs);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new SemblanceException(Fault.CANCELLED, "the caller gave up");
      }
    }

    @Override
    public void close() {
      if (left.compareAndSet(false, true)) {
        leave(holder);
      }
    }
  }
}
