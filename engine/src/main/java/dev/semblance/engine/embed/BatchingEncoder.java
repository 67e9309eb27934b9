package dev.semblance.engine.embed;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.Urgency;
import dev.semblance.engine.embed.BatchQueue.Work;
import dev.semblance.engine.encoder.Encoder;
import dev.semblance.engine.encoder.Hidden;
import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.head.TokenVectors;
import dev.semblance.engine.input.TokenSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// An encoder whose callers share batches: their tokens wait in a bounded queue and are computed,
/// heads included, on threads of its own. *Safe for use by many threads.*
public final class BatchingEncoder implements AutoCloseable {
  private final Encoder encoder;
  private final QueueLimits limits;
  private final BatchQueue queue;
  private final List<Thread> computing = new ArrayList<>();

  /// @param encoder owned from here on
  /// @param cores how many cores its batches may use
  public BatchingEncoder(Encoder encoder, QueueLimits limits, int cores) {
    this.encoder = encoder;
    this.limits = limits;
    this.queue = new BatchQueue(limits, cores);
    for (int i = 0; i < encoder.concurrency(cores); i++) {
      computing.add(
          Thread.ofPlatform().daemon().name("semblance-compute-" + i).start(this::compute));
    }
  }

  /// Encodes inputs and finishes each; the answer's order is the inputs' order. An interrupt of the
  /// caller cancels what has not been computed.
  ///
  /// @throws SemblanceException OVERLOADED, CANCELLED, or whatever the encoder or head threw
  public <R> List<Computed<R>> run(List<TokenSequence> inputs, Finish<R> finish, Urgency urgency) {
    List<WaitingInput<R>> sent = new ArrayList<>(inputs.size());
    try {
      // A list longer than the queue goes in by slices; only the first can be refused.
      Urgency admission = urgency;
      for (int from = 0; from < inputs.size(); from += sliceSize()) {
        int to = Math.min(inputs.size(), from + sliceSize());
        List<WaitingInput<R>> slice =
            inputs.subList(from, to).stream().map(one -> WaitingInput.of(one, finish)).toList();
        queue.put(slice, urgency, admission);
        sent.addAll(slice);
        admission = Urgency.BULK;
      }
      List<Computed<R>> results = new ArrayList<>(sent.size());
      for (WaitingInput<R> input : sent) {
        results.add(result(input.result()));
      }
      return results;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new SemblanceException(Fault.CANCELLED, "the caller gave up");
    } finally {
      sent.forEach(input -> input.result().cancel(false)); // no effect on those that are done
    }
  }

  /// How many inputs wait for a batch.
  public int waiting() {
    return queue.waiting();
  }

  /// Computes what waits, then lets go of the encoder. Idempotent.
  @Override
  public void close() {
    queue.close();
    try {
      for (Thread thread : computing) {
        thread.join();
      }
      encoder.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the encoder stays open for the threads that use it
    }
  }

  private int sliceSize() {
    return Math.max(1, limits.waiting() / 4);
  }

  private void compute() {
    try {
      Optional<Work> work = queue.take();
      while (work.isPresent()) {
        try {
          run(work.get().inputs(), work.get().cores());
        } finally {
          queue.release(work.get());
        }
        work = queue.take();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Runs one batch and keeps the promise of every input, whatever happens.
  private void run(List<WaitingInput<?>> inputs, int cores) {
    try {
      long started = System.nanoTime();
      RaggedBatch batch = batch(inputs);
      boolean firstOnly = inputs.stream().allMatch(input -> input.rows() == Rows.FIRST);
      Hidden hidden = encoder.encode(batch, firstOnly ? Rows.FIRST : Rows.ALL, cores);
      for (int i = 0; i < inputs.size(); i++) {
        int first = firstOnly ? i : batch.starts()[i];
        int count = firstOnly ? 1 : batch.length(i);
        TokenSequence tokens = inputs.get(i).tokens();
        inputs
            .get(i)
            .complete(
                new TokenVectors(hidden.values(), first, count, hidden.width(), tokens), started);
      }
    } catch (Throwable e) {
      inputs.forEach(input -> input.fail(e));
    }
  }

  private static RaggedBatch batch(List<WaitingInput<?>> inputs) {
    List<TokenSequence> sequences = inputs.stream().map(input -> input.tokens()).toList();
    RaggedBatch batch = RaggedBatch.of(sequences.stream().map(TokenSequence::ids).toList());
    if (sequences.stream().allMatch(sequence -> sequence.types().length == 0)) {
      return batch;
    }
    int[] types = new int[batch.tokens()];
    for (int i = 0; i < sequences.size(); i++) {
      int[] own = sequences.get(i).types();
      System.arraycopy(own, 0, types, batch.starts()[i], own.length);
    }
    return new RaggedBatch(batch.ids(), types, batch.starts());
  }

  private static <R> Computed<R> result(CompletableFuture<Computed<R>> promise)
      throws InterruptedException {
    try {
      return promise.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SemblanceException fault) {
        throw new SemblanceException(fault.fault(), fault.getMessage(), fault);
      }
      throw new SemblanceException(Fault.INTERNAL, "the batch failed: " + e.getCause(), e);
    }
  }
}
