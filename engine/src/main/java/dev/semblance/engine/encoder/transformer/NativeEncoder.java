package dev.semblance.engine.encoder.transformer;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.Encoder;
import dev.semblance.engine.encoder.EncoderCard;
import dev.semblance.engine.encoder.Hidden;
import dev.semblance.engine.encoder.Projection;
import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.encoder.transformer.ActivationBuffers.Addresses;
import dev.semblance.engine.encoder.transformer.architecture.Architectures;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Sizes;
import dev.semblance.engine.model.Activation;
import dev.semblance.engine.model.JsonFile;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.onednn.OneDnn;
import dev.semblance.engine.weights.WeightFiles;
import dev.semblance.engine.weights.Weights;
import dev.semblance.vector.Linear;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Runs a known architecture straight from its weights on oneDNN. *Safe for use by many threads.*
public final class NativeEncoder implements Encoder {
  private static final String CONFIG = "config.json";

  private final Weights weights;
  private final EncoderStack stack;
  private final EncoderCard card;
  private final WorkerPool pool;
  private final ActivationFormat activationFormat;
  private final ConcurrentLinkedDeque<ActivationBuffers> idleBuffers =
      new ConcurrentLinkedDeque<>();
  private final ConcurrentLinkedQueue<PackedProjection> projections = new ConcurrentLinkedQueue<>();

  /// Memory outside the heap must not go while a call reads it: calls hold the reading side.
  private final ReentrantReadWriteLock closeLock = new ReentrantReadWriteLock();

  private boolean closed;

  /// Loads the library that does the arithmetic, which takes a noticeable part of a cold start: who
  /// will open a model can have it done beside other work. Where there is none, nothing happens.
  public static void loadLibrary() {
    if (OneDnn.missing().isEmpty()) {
      OneDnn.instance();
    }
  }

  /// Why the native encoder cannot run a folder, or empty when it can: no build of oneDNN for this
  /// machine, or an architecture that is not known. Damage is not a reason; [#open] reports it.
  public static Optional<String> refusal(ModelFolder folder) {
    Optional<String> missing = OneDnn.missing();
    return missing.isPresent() || !folder.has(CONFIG)
        ? missing
        : Architectures.refusal(folder.json(CONFIG));
  }

  /// Opens a model: weights mapped, checked and packed.
  ///
  /// @throws SemblanceException UNSUPPORTED when [#refusal] gives a reason, or the precision is not
  ///   possible on this CPU or with this folder; BROKEN_MODEL when config or weights are damaged
  public static NativeEncoder open(ModelFolder folder, NativePrecision precision) {
    return open(folder, PrecisionPlan.of(folder, precision), null);
  }

  /// Opens what a model reads images with, in float32 or bfloat16: scales for 8-bit products are
  /// known of texts alone.
  ///
  /// @throws SemblanceException as [#open]; UNSUPPORTED when it reads no images
  public static NativeEncoder openImages(ModelFolder folder, NativePrecision precision) {
    return open(folder, PrecisionPlan.ofImages(precision), Architectures::readImages, null);
  }

  /// Opens a model in int8 by a plan of its own.
  ///
  /// @throws SemblanceException as [#open]
  public static NativeEncoder open(ModelFolder folder, QuantizationPlan plan) {
    return open(folder, PrecisionPlan.int8(plan), null);
  }

  /// Opens a model in float32 with an observer of what goes into every product.
  ///
  /// @throws SemblanceException as [#open]
  public static NativeEncoder openForCalibration(ModelFolder folder, RangeObserver observer) {
    return open(folder, PrecisionPlan.float32(), observer);
  }

  private static NativeEncoder open(
      ModelFolder folder, PrecisionPlan recipe, @Nullable RangeObserver observer) {
    return open(folder, recipe, Architectures::read, observer);
  }

  private static NativeEncoder open(
      ModelFolder folder,
      PrecisionPlan recipe,
      BiFunction<JsonFile, Weights, Blueprint> reading,
      @Nullable RangeObserver observer) {
    OneDnn.instance();
    var config = folder.json(CONFIG);
    Optional<String> refusal = Architectures.refusal(config);
    if (refusal.isPresent() && config.has("model_type")) {
      throw new SemblanceException(
          Fault.UNSUPPORTED, "model " + folder.id() + ": " + refusal.get());
    }
    Weights weights = WeightFiles.open(folder);
    WorkerPool crew = new WorkerPool();
    try {
      Blueprint blueprint = reading.apply(config, weights);
      EncoderStack stack = new EncoderStack(blueprint, recipe, crew, observer);
      return new NativeEncoder(weights, stack, recipe, crew);
    } catch (RuntimeException | Error e) {
      crew.close();
      weights.close();
      throw e;
    }
  }

  private NativeEncoder(
      Weights weights, EncoderStack stack, PrecisionPlan recipe, WorkerPool crew) {
    this.weights = weights;
    this.stack = stack;
    this.pool = crew;
    this.activationFormat = recipe.activations();
    OneDnn library = OneDnn.instance();
    String precision =
        recipe.plan() != null
            ? "int8"
            : switch (recipe.activationType()) {
              case FLOAT32 -> "float32";
              case BFLOAT16 -> "bfloat16";
              case INT8, UINT8, INT32 -> "int8";
            };
    card =
        new EncoderCard(
            "onednn " + library.version(), stack.sizes().width(), precision, library.isa().name());
  }

  @Override
  public EncoderCard card() {
    return card;
  }

  @Override
  public int concurrency(int cores) {
    return cores;
  }

  /// @throws SemblanceException INVALID or TOO_LARGE when the model cannot read the batch
  /// @throws IllegalStateException when this encoder is closed
  @Override
  public Hidden encode(RaggedBatch batch, Rows rows, int threads) {
    closeLock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the encoder is closed");
      }
      check(batch);
      return run(batch, rows, threads);
    } finally {
      closeLock.readLock().unlock();
    }
  }

  /// Packs the layer, in bfloat16 where this encoder computes in it, else in float32: scales for
  /// 8-bit products are known of its own layers alone.
  ///
  /// @throws IllegalStateException when this encoder is closed
  @Override
  public Projection projection(Linear linear, Activation activation) {
    closeLock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the encoder is closed");
      }
      var projection = new PackedProjection(linear, activation, activationFormat, pool);
      projections.add(projection);
      return projection;
    } finally {
      closeLock.readLock().unlock();
    }
  }

  private Hidden run(RaggedBatch batch, Rows rows, int threads) {
    int width = stack.sizes().width();
    float[] out = new float[(rows == Rows.FIRST ? batch.inputs() : batch.tokens()) * width];
    Schedule schedule = Schedule.of(batch, threads);
    if (schedule.shared()) {
      for (int g = 0; g < schedule.groups(); g++) {
        runShared(group(batch, rows, out, schedule, g), threads);
      }
    } else {
      AtomicInteger next = new AtomicInteger();
      pool.run(
          Math.min(threads, schedule.groups()),
          (worker, member) -> {
            for (int g = next.getAndIncrement();
                g < schedule.groups();
                g = next.getAndIncrement()) {
              InputGroup group = group(batch, rows, out, schedule, g);
              Addresses rooms =
                  worker.activations().reserve(stack, group.size(), group.to() - group.from());
              new ForwardPass(stack, group, rooms, worker, new SpinBarrier(1)).run(0, group.size());
              worker.activations().checkFinite(group, width);
            }
          });
    }
    return new Hidden(out, width);
  }

  private static InputGroup group(
      RaggedBatch batch, Rows rows, float[] out, Schedule schedule, int g) {
    return new InputGroup(batch, schedule.bounds()[g], schedule.bounds()[g + 1], rows, out);
  }

  /// Runs one group with its rows shared out among workers.
  private void runShared(InputGroup group, int threads) {
    int part = RowBlocks.paddedRows(Math.ceilDiv(group.size(), threads));
    int members = Math.ceilDiv(group.size(), part);
    SpinBarrier meeting = new SpinBarrier(members);
    ActivationBuffers idle = idleBuffers.pollFirst();
    ActivationBuffers workspace = idle == null ? new ActivationBuffers() : idle;
    try {
      Addresses rooms = workspace.reserve(stack, group.size(), group.to() - group.from());
      pool.run(
          members,
          (worker, member) -> {
            try {
              new ForwardPass(stack, group, rooms, worker, meeting)
                  .run(member * part, Math.min(group.size(), (member + 1) * part));
            } catch (RuntimeException | Error e) {
              meeting.breakBarrier();
              throw e;
            }
          });
      workspace.checkFinite(group, stack.sizes().width());
    } finally {
      idleBuffers.addFirst(workspace);
    }
  }

  private void check(RaggedBatch batch) {
    Sizes sizes = stack.sizes();
    if (batch.longest() > sizes.longest()) {
      throw new SemblanceException(
          Fault.TOO_LARGE,
          "an input has " + batch.longest() + " tokens, the model takes " + sizes.longest());
    }
    for (int i = 0; i < batch.inputs(); i++) {
      if (batch.length(i) < 1) {
        throw new SemblanceException(Fault.INVALID, "input " + i + " has no tokens");
      }
    }
    stack.embedding().check(batch);
  }

  /// Waits for calls at work, then lets all memory go. A second call does nothing.
  @Override
  public void close() {
    closeLock.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      projections.forEach(PackedProjection::close);
      pool.close();
      idleBuffers.forEach(ActivationBuffers::close);
      stack.close();
      weights.close();
    } finally {
      closeLock.writeLock().unlock();
    }
  }
}
