package dev.semblance.engine.embed;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import dev.semblance.Urgency;
import dev.semblance.engine.embed.BatchQueue.Work;
import dev.semblance.vector.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// An embedder whose callers share batches: tokens are made on the caller's thread, wait in a
/// bounded queue, and are computed on threads of its own. *Safe for use by many threads.*
public final class BatchingEmbedder implements Embedder {
  private final OpenModel model;
  private final QueueLimits limits;
  private final BatchQueue queue;
  private final BatchRunner runner;
  private final List<Thread> computing = new ArrayList<>();

  /// @param model owned by the embedder from here on
  /// @param cores how many cores its batches may use
  public BatchingEmbedder(OpenModel model, QueueLimits limits, int cores) {
    this.model = model;
    this.limits = limits;
    this.queue = new BatchQueue(limits, cores);
    this.runner = new BatchRunner(model);
    for (int i = 0; i < model.encoder().concurrency(cores); i++) {
      computing.add(
          Thread.ofPlatform().daemon().name("semblance-compute-" + i).start(this::compute));
    }
  }

  @Override
  public ModelCard model() {
    return model.card();
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    String prompt = model.card().prompts().prefix(options.prompt());
    var _ = Vectors.width(options.form(), model.card().shape().dimensions());
    InputReader reader = new InputReader(model.tokenizer(), model.card(), prompt, options);
    List<WaitingInput> sent = new ArrayList<>(inputs.size());
    try {
      // A list longer than the queue goes in by slices; only the first can be refused.
      Urgency urgency = options.urgency();
      for (int from = 0; from < inputs.size(); from += sliceSize()) {
        int to = Math.min(inputs.size(), from + sliceSize());
        List<WaitingInput> slice = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
          slice.add(reader.read(inputs.get(i), i, inputs.size()));
        }
        queue.put(slice, urgency);
        sent.addAll(slice);
        urgency = Urgency.BULK;
      }
      return results(sent);
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

  @Override
  public void close() {
    queue.close();
    try {
      for (Thread thread : computing) {
        thread.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return; // the model stays open for the threads that still use it
    }
    synchronized (computing) {
      if (!computing.isEmpty()) {
        computing.clear();
        model.close();
      }
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
          runner.run(work.get().inputs(), work.get().cores());
        } finally {
          queue.release(work.get());
        }
        work = queue.take();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Embedded> results(List<WaitingInput> inputs) throws InterruptedException {
    List<Embedded> results = new ArrayList<>(inputs.size());
    for (WaitingInput input : inputs) {
      results.add(result(input.result()));
    }
    return results;
  }

  private static Embedded result(CompletableFuture<Embedded> promise) throws InterruptedException {
    try {
      return promise.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SemblanceException fault) {
        throw new SemblanceException(fault.fault(), String.valueOf(fault.getMessage()), fault);
      }
      throw new SemblanceException(Fault.INTERNAL, "the batch failed: " + e.getCause(), e);
    }
  }
}
