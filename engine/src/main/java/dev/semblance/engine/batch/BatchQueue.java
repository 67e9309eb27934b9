package dev.semblance.engine.batch;

import dev.semblance.Fault;
import dev.semblance.Priority;
import dev.semblance.SemblanceException;
import dev.semblance.Workload;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The bounded queue between callers and compute threads: hands out batches, and with each the
/// cores it may use. *Safe for use by many threads.*
///
/// Interactive inputs go before bulk ones until they have overtaken eight bulk batches' worth of
/// tokens; then bulk has a turn, so that each gets through whatever the other does (the token
/// counting of Shreedhar and Varghese, "Efficient fair queuing using deficit round robin", 1995). A
/// batch gets as much of the free cores as it is of the tokens that wait: all of them where it is
/// all there is (latency), one where much stands behind it (throughput), so cores are never shared
/// out twice. The nearer a long line is to its end, the smaller its batches, so that no core works
/// long after the others (Polychronopoulos and Kuck, "Guided self-scheduling", 1987).
final class BatchQueue {
  /// What becomes of inputs that find no room in their line.
  enum Admission {
    /// They are refused.
    NOW,
    /// They wait outside until their deadline, if not too many do already.
    PATIENT,
    /// They are the rest of a list whose beginning was taken: they wait outside in any case.
    REST
  }

  /// A batch and the cores it may use; both go back through [#release].
  record BatchWork(List<WaitingInput<?>> inputs, int cores) {}

  /// Interactive tokens for each one of bulk, while both wait.
  private static final int SHARES = 8;

  /// While people are about, bulk batches are this many times smaller, so that nobody waits long
  /// behind one.
  private static final int CUT = 8;

  /// Tokens that keep a core busy well. A batch of more is no faster, and everyone in it waits for
  /// the last.
  private static final int GOOD_LOAD = 512;

  private static final long ABOUT = TimeUnit.SECONDS.toNanos(10);

  private final QueueLimits limits;
  private final BatchPlanner planner;
  private final QueueStats ledger;
  private final PriorityLane interactive = new PriorityLane();
  private final PriorityLane bulk = new PriorityLane();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final int cores;
  private final int lanes;
  private int freeCores;
  private long overtaken;
  private int outside;
  private long lastInteractive = System.nanoTime() - ABOUT;
  private boolean closed;

  /// @param cores that batches may use
  /// @param lanes how many batches are worth computing side by side, 1 … cores
  /// @param pads whether the encoder computes every input at the length of the longest
  BatchQueue(QueueLimits limits, int cores, int lanes, boolean pads) {
    this.limits = limits;
    this.planner = new BatchPlanner(limits.batch().inputs(), pads);
    this.ledger = new QueueStats(pads);
    this.cores = cores;
    this.lanes = lanes;
    this.freeCores = cores;
  }

  /// Puts inputs in line, all or none.
  ///
  /// @param inputs of one patience, not empty
  /// @param urgency which line
  /// @throws SemblanceException OVERLOADED
  void put(List<? extends WaitingInput<?>> inputs, Priority urgency, Admission admission)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      admit(inputs, urgency, admission);
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /// As [#put]; but where the inputs would be a batch on all cores at once, it is handed out to the
  /// caller, who computes it: waking another thread takes a good part of a short input's time.
  Optional<BatchWork> putOrTake(
      List<? extends WaitingInput<?>> inputs, Priority urgency, Admission admission)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      admit(inputs, urgency, admission);
      boolean alone = size() == inputs.size() && inputs.size() <= limits.batch().inputs();
      if (alone && isLittle(line(urgency))) {
        PriorityLane line = turn();
        return Optional.of(next(line, mostTokens(line)));
      }
      work.signal();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /// The next batch, when there is one and a core is free; empty once the queue is closed and
  /// drained.
  Optional<BatchWork> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        dropLate();
        if (freeCores > 0 && size() > 0) {
          PriorityLane line = turn();
          return Optional.of(next(line, batchTokens(line)));
        }
        if (closed && size() == 0) {
          return Optional.empty();
        }
        work.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Gives a batch's cores back.
  void release(BatchWork done) {
    lock.lock();
    try {
      freeCores += done.cores();
      if (closed) {
        work.signalAll(); // each thread has to see that it is over
      } else {
        work.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Takes inputs out of line whose caller gave up; those already handed out are not affected.
  void withdraw(List<? extends WaitingInput<?>> inputs) {
    Set<WaitingInput<?>> unwanted = Collections.newSetFromMap(new IdentityHashMap<>());
    unwanted.addAll(inputs);
    lock.lock();
    try {
      int removed =
          interactive.remove(unwanted::contains).size() + bulk.remove(unwanted::contains).size();
      ledger.cancelled(removed);
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Takes inputs out of line whose deadline has passed, and breaks the promise of each.
  void expire() {
    lock.lock();
    try {
      dropLate();
    } finally {
      lock.unlock();
    }
  }

  /// Takes no more inputs; what waits is still handed out.
  void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until every batch handed out is done with.
  void awaitReleased() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (freeCores < cores) {
        work.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /// What waits and what was handed out.
  Workload workload() {
    lock.lock();
    try {
      long now = System.nanoTime();
      var queue =
          new Workload.Queue(
              size(),
              waitingTokens(),
              Math.max(interactive.age(now), bulk.age(now)),
              ledger.expired(),
              ledger.cancelled());
      return new Workload(queue, ledger.batches(), Workload.Cache.NONE);
    } finally {
      lock.unlock();
    }
  }

  private void admit(List<? extends WaitingInput<?>> inputs, Priority urgency, Admission admission)
      throws InterruptedException {
    PriorityLane line = line(urgency);
    if (!closed && !fits(inputs, line)) {
      waitOutside(inputs, line, admission);
    }
    requireOpen();
    line.add(inputs);
  }

  private void waitOutside(
      List<? extends WaitingInput<?>> inputs, PriorityLane line, Admission admission)
      throws InterruptedException {
    switch (admission) {
      case NOW -> throw overloaded(size() + " inputs wait, and no more may", age(line));
      case PATIENT -> {
        if (outside > 0 && outside + inputs.size() > limits.waiting().inputs()) {
          throw overloaded(
              "%d inputs wait, %d more for room among them, and no more may"
                  .formatted(size(), outside),
              age(line));
        }
      }
      case REST -> {}
    }
    outside += inputs.size();
    try {
      while (!closed && !fits(inputs, line)) {
        long patience = inputs.getFirst().remaining();
        if (patience <= 0 || room.awaitNanos(patience) <= 0) {
          ledger.expired(inputs.size());
          throw overloaded("there was no room in time; " + size() + " inputs wait", age(line));
        }
      }
    } finally {
      outside -= inputs.size();
    }
  }

  /// @param tokens of the batch at most
  private BatchWork next(PriorityLane line, int tokens) {
    List<WaitingInput<?>> batch = line.take(planner, tokens);
    if (line == bulk) {
      overtaken = 0;
    } else if (!bulk.isEmpty()) {
      overtaken += PriorityLane.tokens(batch);
    }
    ledger.handedOut(batch);
    room.signalAll();
    int granted = granted(PriorityLane.tokens(batch));
    freeCores -= granted;
    if (freeCores > 0 && size() > 0) {
      work.signal();
    }
    return new BatchWork(batch, granted);
  }

  private PriorityLane turn() {
    if (interactive.isEmpty()) {
      return bulk;
    }
    lastInteractive = System.nanoTime();
    boolean due = overtaken >= (long) SHARES * mostTokens(bulk);
    return due && !bulk.isEmpty() ? bulk : interactive;
  }

  /// Cores for a batch just taken out of line.
  private int granted(long tokens) {
    long share = freeCores * tokens / Math.max(1, tokens + waitingTokens());
    return (int) Math.min(freeCores, Math.max(share, cores / lanes));
  }

  /// Of little a lane's part, so that those who wait are answered side by side; of more, half a
  /// core's part, but no less than keeps the lane's cores busy well.
  private int batchTokens(PriorityLane line) {
    int most = mostTokens(line);
    long part = Math.ceilDiv(line.tokens(), lanes);
    long load = (long) GOOD_LOAD * cores / lanes;
    return (int) Math.min(most, Math.max(line.tokens() / (2L * cores), Math.min(part, load)));
  }

  /// Whether all cores may as well work for what waits in a line together.
  private boolean isLittle(PriorityLane line) {
    return freeCores == cores
        && line.tokens() <= Math.min(mostTokens(line), (long) GOOD_LOAD * cores);
  }

  private int mostTokens(PriorityLane line) {
    boolean cut = line == bulk && System.nanoTime() - lastInteractive < ABOUT;
    return Math.max(1, limits.batch().tokens() / (cut ? CUT : 1));
  }

  private void dropLate() {
    long now = System.nanoTime();
    for (PriorityLane line : List.of(interactive, bulk)) {
      List<WaitingInput<?>> late = line.remove(input -> input.late(now));
      if (!late.isEmpty()) {
        ledger.expired(late.size());
        room.signalAll();
        late.forEach(input ->
            input.fail(
                overloaded(
                    "no batch was free for it in "
                        + Duration.ofNanos(input.patience()).toMillis()
                        + " ms",
                    Math.max(age(line), input.patience()))));
      }
    }
  }

  /// An empty line takes anything, or a long input could never get in.
  private boolean fits(List<? extends WaitingInput<?>> inputs, PriorityLane line) {
    return line.isEmpty()
        || (line.size() + inputs.size() <= limits.waiting().inputs()
            && line.tokens() + PriorityLane.tokens(inputs) <= limits.waiting().tokens());
  }

  private PriorityLane line(Priority urgency) {
    return switch (urgency) {
      case INTERACTIVE -> interactive;
      case BULK -> bulk;
    };
  }

  private int size() {
    return interactive.size() + bulk.size();
  }

  private long waitingTokens() {
    return interactive.tokens() + bulk.tokens();
  }

  /// @throws SemblanceException CANCELLED once it is closed
  void requireOpen() {
    lock.lock();
    try {
      if (closed) {
        throw new SemblanceException(Fault.CANCELLED, "the model is being closed");
      }
    } finally {
      lock.unlock();
    }
  }

  /// Nanoseconds from a line's end to its head: about what its head has waited.
  private static long age(PriorityLane line) {
    return line.age(System.nanoTime());
  }

  private static SemblanceException overloaded(String why, long retryAfter) {
    return SemblanceException.overloaded(
        "Model is overloaded: " + why, Duration.ofNanos(retryAfter));
  }
}
