package dev.semblance.engine.batch;

import dev.semblance.Fault;
import dev.semblance.InputFaults;
import dev.semblance.Priority;
import dev.semblance.Scheduling;
import dev.semblance.SemblanceException;
import dev.semblance.Workload;
import dev.semblance.engine.batch.Turns.Turn;
import dev.semblance.engine.encoder.Encoder;
import dev.semblance.engine.encoder.EncoderCard;
import dev.semblance.engine.encoder.Hidden;
import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.head.TokenVectors;
import dev.semblance.engine.input.TokenSequence;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/// The dynamic batcher: inputs of many callers wait in a bounded queue and are computed in shared
/// batches, heads included, on compute threads; or on the caller's thread, when nothing else waits.
/// *Safe for use by many threads.*
public final class DynamicBatcher implements AutoCloseable {
  private static final Logger LOG = System.getLogger(DynamicBatcher.class.getName());

  /// A request enters the queue in slices of at most this part of its priority class, so that
  /// requests that arrive together share the class.
  private static final int SLICES_PER_CLASS = 4;

  private final Encoder encoder;
  private final QueueLimits limits;
  private final BatchQueue queue;
  private final List<Thread> computeThreads = new ArrayList<>();

  /// @param encoder owned from here on
  /// @param cores how many cores its batches may use
  public DynamicBatcher(Encoder encoder, QueueLimits limits, int cores) {
    this.encoder = encoder;
    this.limits = limits;
    int concurrentBatches = encoder.concurrency(cores);
    this.queue = new BatchQueue(limits, cores, concurrentBatches, encoder.pads());
    for (int i = 0; i < concurrentBatches; i++) {
      computeThreads.add(
          Thread.ofPlatform().daemon().name("semblance-compute-" + i).start(this::computeBatches));
    }
  }

  /// The encoder's card.
  public EncoderCard card() {
    return encoder.card();
  }

  /// Computes inputs; the results are in the inputs' order. An interrupt of the caller cancels
  /// inputs that are not in a batch yet.
  ///
  /// @param arrivedNanos [System#nanoTime] when the request arrived, from which its deadline counts
  /// @throws SemblanceException OVERLOADED, CANCELLED, or what the encoder or head threw for single
  ///   inputs, as [InputFaults#throwAny] does
  public <R> List<R> run(
      Sequences inputs, HeadTask<R> task, Scheduling scheduling, long arrivedNanos) {
    return run(inputs, _ -> task, scheduling, arrivedNanos);
  }

  /// As above, each input with a task of its own.
  ///
  /// @param tasks by the input's index among these
  public <R> List<R> run(
      Sequences inputs, IntFunction<HeadTask<R>> tasks, Scheduling scheduling, long arrivedNanos) {
    List<WaitingInput<R>> sent = new ArrayList<>(inputs.size());
    Object requester = requester(scheduling);
    boolean settled = false;
    try {
      // A list longer than a slice enters slice by slice; only the first slice can be refused.
      WhenFull whenFull =
          scheduling.priority() == Priority.BULK ? WhenFull.WAIT_IF_FEW : WhenFull.REFUSE;
      for (List<TokenSequence> slice : slices(inputs.tokens())) {
        List<WaitingInput<R>> next = new ArrayList<>(slice.size());
        long maxWaitNanos = maxWaitNanos(scheduling, arrivedNanos);
        for (TokenSequence tokens : slice) {
          HeadTask<R> task = tasks.apply(sent.size() + next.size());
          next.add(
              WaitingInput.of(
                  tokens, task, new Turn(requester), maxWaitNanos, inputs.tokenizeNanos()));
        }
        sent.addAll(next); // before they enter the queue, so that a failure there withdraws them
        Optional<BatchWork> work = put(next, scheduling.priority(), whenFull);
        if (work.isPresent()) {
          computeAndSettle(work.get());
        }
        whenFull = WhenFull.WAIT;
      }
      List<R> results = new ArrayList<>(sent.size());
      var faults = new InputFaults(inputs.requestInputs());
      for (int i = 0; i < sent.size(); i++) {
        try {
          results.add(result(sent.get(i)));
        } catch (ExecutionException e) {
          faults.add(inputs.places()[i], fault(e));
        }
      }
      settled = true;
      faults.throwAny();
      return results;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new SemblanceException(Fault.CANCELLED, "the calling thread was interrupted");
    } finally {
      if (!settled) {
        queue.withdraw(sent);
      }
    }
  }

  /// The calls of one name take turns together, each call without a name on its own.
  private static Object requester(Scheduling scheduling) {
    String name = scheduling.requester().name();
    return name.isEmpty() ? new Object() : name;
  }

  /// A virtual thread leaves computing to the compute threads: it would occupy its carrier thread.
  private <R> Optional<BatchWork> put(
      List<WaitingInput<R>> inputs, Priority priority, WhenFull whenFull)
      throws InterruptedException {
    if (Thread.currentThread().isVirtual()) {
      queue.put(inputs, priority, whenFull);
      return Optional.empty();
    }
    return queue.putOrTake(inputs, priority, whenFull);
  }

  /// Nanoseconds an input may wait from now on. A request's own deadline covers all its inputs; the
  /// queue's counts for each input from when it enters, so that a long list is not cut short.
  ///
  /// @param arrivedNanos [System#nanoTime] when the request arrived
  /// @return 0 or below when its deadline has passed; [Long#MAX_VALUE] without limit
  public long maxWaitNanos(Scheduling scheduling, long arrivedNanos) {
    Duration deadline = scheduling.deadline();
    if (deadline != null) {
      return deadline.toNanos() - (System.nanoTime() - arrivedNanos);
    }
    return switch (scheduling.priority()) {
      case INTERACTIVE -> limits.deadline().toNanos();
      case BULK -> Long.MAX_VALUE;
    };
  }

  /// @throws SemblanceException CANCELLED once it is closed
  public void requireOpen() {
    queue.requireOpen();
  }

  /// What waits and what was computed.
  public Workload workload() {
    return queue.workload();
  }

  /// Computes the inputs that wait, then closes the encoder. Idempotent.
  @Override
  public void close() {
    queue.close();
    try {
      for (Thread thread : computeThreads) {
        thread.join();
      }
      queue.awaitReleased();
      encoder.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the encoder stays open for the threads that use it
    }
  }

  /// Consecutive inputs that enter the queue together.
  private List<List<TokenSequence>> slices(List<TokenSequence> inputs) {
    int maxInputs = Math.max(1, limits.waiting().inputs() / SLICES_PER_CLASS);
    int maxTokens = limits.waiting().tokens() / SLICES_PER_CLASS;
    List<List<TokenSequence>> slices = new ArrayList<>();
    int from = 0;
    while (from < inputs.size()) {
      int to = from + 1;
      long tokens = inputs.get(from).length();
      while (to < inputs.size()
          && to - from < maxInputs
          && tokens + inputs.get(to).length() <= maxTokens) {
        tokens += inputs.get(to).length();
        to++;
      }
      slices.add(inputs.subList(from, to));
      from = to;
    }
    return slices;
  }

  private static SemblanceException fault(ExecutionException failed) {
    return switch (failed.getCause()) {
      case SemblanceException known -> known;
      case OutOfMemoryError _ ->
          new SemblanceException(
              Fault.OVERLOADED,
              "no memory was left for the batch; retry with fewer inputs",
              failed);
      case null, default ->
          new SemblanceException(
              Fault.INTERNAL, "the batch could not be computed", failed.getCause());
    };
  }

  private <R> R result(WaitingInput<R> input) throws ExecutionException, InterruptedException {
    try {
      return input.result().get(Math.max(0, input.remaining()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      queue.expire();
      return input.result().get(); // expired just now, or in a batch that is being computed
    }
  }

  /// Computes batches until the queue is closed and empty. If a batch cannot even be formed, every
  /// waiting input fails, so that no caller waits for ever.
  private void computeBatches() {
    boolean open = true;
    while (open) {
      try {
        Optional<BatchWork> work = queue.take();
        open = work.isPresent();
        if (open) {
          computeAndSettle(work.get());
        }
      } catch (Throwable e) {
        LOG.log(Level.ERROR, "no batch can be formed; all waiting inputs fail", e);
        queue.failWaiting(e);
      }
    }
  }

  /// Computes a batch, settles each of its inputs and returns its cores, whatever happens.
  private void computeAndSettle(BatchWork work) {
    try {
      compute(work.inputs(), work.cores());
    } catch (Throwable e) { // an Error too: a caller waits for each input
      for (WaitingInput<?> input : work.inputs()) {
        input.fail(e);
      }
    } finally {
      queue.release(work);
    }
  }

  /// Where a batch of several inputs fails, each runs again alone, so that one cannot fail the
  /// others.
  private void compute(List<WaitingInput<?>> inputs, int cores) {
    try {
      encode(inputs, cores);
    } catch (RuntimeException e) {
      if (inputs.size() == 1) {
        throw e;
      }
      for (WaitingInput<?> input : inputs) {
        computeAlone(input, cores);
      }
    }
  }

  private void computeAlone(WaitingInput<?> input, int cores) {
    try {
      encode(List.of(input), cores);
    } catch (Throwable e) {
      input.fail(e);
    }
  }

  private void encode(List<WaitingInput<?>> inputs, int cores) {
    long startedNanos = System.nanoTime();
    RaggedBatch batch =
        BatchAssembly.of(inputs.stream().<TokenSequence>map(WaitingInput::tokens).toList());
    boolean firstOnly = inputs.stream().allMatch(input -> input.rows() == Rows.FIRST);
    Hidden hidden = encoder.encode(batch, firstOnly ? Rows.FIRST : Rows.ALL, cores);
    for (int i = 0; i < inputs.size(); i++) {
      int first = firstOnly ? i : batch.starts()[i];
      int count = firstOnly ? 1 : batch.length(i);
      TokenSequence tokens = inputs.get(i).tokens();
      inputs.get(i).complete(new TokenVectors(hidden, first, count, tokens, cores), startedNanos);
    }
  }
}
