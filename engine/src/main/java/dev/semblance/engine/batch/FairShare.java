package dev.semblance.engine.batch;

import java.util.concurrent.TimeUnit;

/// The scheduling policy: which inputs run next, in how large a batch, on how many cores. *One
/// thread at a time*: [BatchQueue] calls it under its lock.
///
/// In the order of the methods below:
///
/// 1. Priority class. Interactive inputs run first until they have overtaken eight bulk batches'
///    worth of tokens; then one bulk batch runs, so that neither class starves the other (the token
///    counting of Shreedhar and Varghese, "Efficient fair queuing using deficit round robin",
///    1995).
/// 2. Size. Batches shrink towards the end of a long class, so that all cores finish at about the
///    same time (Polychronopoulos and Kuck, "Guided self-scheduling", 1987). Batches of a short
///    class are each a part for one of the concurrent batches, so that several callers are answered
///    side by side.
/// 3. Inputs. [BatchPlanner] chooses them.
/// 4. Cores. A batch gets the same part of the free cores as its tokens are of all waiting tokens:
///    all cores when nothing else waits (latency), one when much does (throughput).
final class FairShare {
  /// Tokens of interactive inputs that run for each bulk token while both classes hold inputs.
  private static final int INTERACTIVE_TOKENS_PER_BULK_TOKEN = 8;

  /// Bulk batch size divisor while interactive traffic was seen in the last 10 s, so that an
  /// interactive input waits for 1,024 tokens at most instead of 8,192 ([QueueLimits#STANDARD]).
  private static final int BULK_DIVISOR_UNDER_INTERACTIVE_LOAD = 8;

  /// How long traffic counts as interactive after its last input; longer than the pauses between
  /// the requests of one user.
  private static final long INTERACTIVE_LOAD_NANOS = TimeUnit.SECONDS.toNanos(10);

  /// Tokens that keep one core busy efficiently. A larger batch is no faster a token, and each of
  /// its inputs waits for the last.
  private static final int EFFICIENT_TOKENS_PER_CORE = 512;

  /// A batch that can start now, still in its priority class.
  ///
  /// @param priorityClass whose inputs it holds
  /// @param plan the inputs
  /// @param work the batch as it will run
  record NextBatch(PriorityClass priorityClass, BatchPlanner.Plan plan, BatchWork work) {}

  private final PriorityClasses waiting;
  private final BatchPlanner planner;
  private final QueueLimits.Amount batchLimit;
  private final int cores;
  private final int concurrentBatches;

  private int freeCores;

  /// Interactive tokens that ran since the last bulk batch while bulk inputs waited.
  private long overtakenTokens;

  private long lastInteractive = System.nanoTime() - INTERACTIVE_LOAD_NANOS;

  /// @param batchLimit of one batch
  /// @param cores that all batches may use together, from 1
  /// @param concurrentBatches how many batches are worth computing side by side, 1 … cores
  FairShare(
      PriorityClasses waiting,
      QueueLimits.Amount batchLimit,
      BatchPlanner planner,
      int cores,
      int concurrentBatches) {
    this.waiting = waiting;
    this.planner = planner;
    this.batchLimit = batchLimit;
    this.cores = cores;
    this.concurrentBatches = concurrentBatches;
    this.freeCores = cores;
  }

  /// Whether an input waits and a core is free.
  boolean canStart() {
    return freeCores > 0 && !waiting.isEmpty();
  }

  /// Whether no batch runs.
  boolean allCoresFree() {
    return freeCores == cores;
  }

  /// The next batch; [#canStart] must hold.
  NextBatch next() {
    PriorityClass priorityClass = nextClass();
    return plan(priorityClass, batchTokens(priorityClass));
  }

  /// Whether the inputs of one caller, if they are all that waits, are one batch on all cores.
  boolean isOneBatch(PriorityClass priorityClass, int inputs) {
    return waiting.size() == inputs
        && inputs <= batchLimit.inputs()
        && allCoresFree()
        && priorityClass.tokens()
            <= Math.min(maxBatchTokens(priorityClass), (long) EFFICIENT_TOKENS_PER_CORE * cores);
  }

  /// As [#next], as large as a batch may be; for inputs that are [#isOneBatch].
  NextBatch oneBatch() {
    PriorityClass priorityClass = nextClass();
    return plan(priorityClass, maxBatchTokens(priorityClass));
  }

  /// Removes a batch's inputs from their class and its cores from the free ones. Allocates nothing,
  /// so it cannot fail halfway and lose inputs.
  void start(NextBatch next) {
    next.priorityClass().remove(next.plan());
    if (next.priorityClass() == waiting.bulk()) {
      overtakenTokens = 0;
    } else if (!waiting.bulk().isEmpty()) {
      overtakenTokens += next.plan().tokens();
    }
    freeCores -= next.work().cores();
  }

  /// Returns a batch's cores.
  void release(BatchWork work) {
    freeCores += work.cores();
  }

  private PriorityClass nextClass() {
    if (waiting.interactive().isEmpty()) {
      return waiting.bulk();
    }
    lastInteractive = System.nanoTime();
    boolean bulkIsDue =
        overtakenTokens
            >= (long) INTERACTIVE_TOKENS_PER_BULK_TOKEN * maxBatchTokens(waiting.bulk());
    return bulkIsDue && !waiting.bulk().isEmpty() ? waiting.bulk() : waiting.interactive();
  }

  private int maxBatchTokens(PriorityClass priorityClass) {
    boolean shrinks =
        priorityClass == waiting.bulk()
            && System.nanoTime() - lastInteractive < INTERACTIVE_LOAD_NANOS;
    return Math.max(1, batchLimit.tokens() / (shrinks ? BULK_DIVISOR_UNDER_INTERACTIVE_LOAD : 1));
  }

  /// Of a long class, half of what each core would get; of a short one, the part of one of the
  /// concurrent batches, up to the tokens that keep its cores busy efficiently.
  private int batchTokens(PriorityClass priorityClass) {
    long halfACoresPart = priorityClass.tokens() / (2L * cores);
    long part = Math.ceilDiv(priorityClass.tokens(), concurrentBatches);
    long efficient = (long) EFFICIENT_TOKENS_PER_CORE * cores / concurrentBatches;
    return (int)
        Math.min(
            maxBatchTokens(priorityClass), Math.max(halfACoresPart, Math.min(part, efficient)));
  }

  private NextBatch plan(PriorityClass priorityClass, int maxTokens) {
    BatchPlanner.Plan plan = priorityClass.plan(planner, maxTokens);
    return new NextBatch(priorityClass, plan, new BatchWork(plan.batch(), cores(plan.tokens())));
  }

  /// Cores for a batch of so many of the waiting tokens; at least those of one of the concurrent
  /// batches.
  private int cores(long tokens) {
    long share = freeCores * tokens / Math.max(1, waiting.tokens());
    return (int) Math.min(freeCores, Math.max(share, cores / concurrentBatches));
  }
}
