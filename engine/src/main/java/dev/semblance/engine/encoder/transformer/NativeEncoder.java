package dev.semblance.engine.encoder.transformer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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
import dev.semblance.engine.model.QuantizationPlan;
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

/// Encoder for known architectures, on oneDNN, straight from the model's weights. *Safe for use by
/// many threads.*
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

  /// Calls hold the read lock, so that memory outside the heap is not freed while one reads it.
  private final ReentrantReadWriteLock closeLock = new ReentrantReadWriteLock();

  @GuardedBy("closeLock")
  private boolean closed;

  /// Loads oneDNN, which takes a noticeable part of a cold start, so that it can be done beside
  /// other work. Does nothing where there is no build of it.
  public static void loadLibrary() {
    if (OneDnn.missing().isEmpty()) {
      OneDnn.instance();
    }
  }

  /// Why this encoder cannot run a folder, or empty when it can: no build of oneDNN for this
  /// machine, an unknown architecture, or settings that are not implemented. Damage is reported by
  /// [#open] instead.
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

  /// Opens a model's image encoder, in float32 or bfloat16: only text encoders are calibrated for
  /// 8-bit products.
  ///
  /// @throws SemblanceException as [#open]; UNSUPPORTED when the model has none
  public static NativeEncoder openImages(ModelFolder folder, NativePrecision precision) {
    return open(folder, PrecisionPlan.ofImages(precision), Architectures::readImages, null);
  }

  /// Opens a model in int8 by a plan other than its folder's.
  ///
  /// @throws SemblanceException as [#open]
  public static NativeEncoder open(ModelFolder folder, QuantizationPlan plan) {
    return open(folder, PrecisionPlan.int8(plan), null);
  }

  /// Opens a model in float32 with an observer of every product's input.
  ///
  /// @throws SemblanceException as [#open]
  public static NativeEncoder openForCalibration(ModelFolder folder, RangeObserver observer) {
    return open(folder, PrecisionPlan.float32(), observer);
  }

  private static NativeEncoder open(
      ModelFolder folder, PrecisionPlan precision, @Nullable RangeObserver observer) {
    return open(folder, precision, Architectures::read, observer);
  }

  private static NativeEncoder open(
      ModelFolder folder,
      PrecisionPlan precision,
      BiFunction<JsonFile, Weights, Blueprint> reader,
      @Nullable RangeObserver observer) {
    OneDnn.instance();
    var config = folder.json(CONFIG);
    Optional<String> refusal = Architectures.refusal(config);
    if (refusal.isPresent() && config.has("model_type")) {
      throw new SemblanceException(
          Fault.UNSUPPORTED, "model " + folder.shownName() + ": " + refusal.get());
    }
    Weights weights = WeightFiles.open(folder);
    WorkerPool pool = new WorkerPool();
    try {
      Blueprint blueprint = reader.apply(config, weights);
      EncoderStack stack = new EncoderStack(blueprint, precision, pool, observer);
      return new NativeEncoder(weights, stack, precision, pool);
    } catch (RuntimeException | Error e) {
      pool.close();
      weights.close();
      throw e;
    }
  }

  private NativeEncoder(
      Weights weights, EncoderStack stack, PrecisionPlan precision, WorkerPool pool) {
    this.weights = weights;
    this.stack = stack;
    this.pool = pool;
    this.activationFormat = precision.activations();
    OneDnn library = OneDnn.instance();
    String products =
        precision.plan() != null
            ? "int8"
            : switch (precision.activationType()) {
              case FLOAT32 -> "float32";
              case BFLOAT16 -> "bfloat16";
              case INT8, UINT8, INT32 -> "int8";
            };
    card =
        new EncoderCard(
            "onednn " + library.version(), stack.sizes().width(), products, library.isa().name());
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

  /// Packs the layer, in bfloat16 where this encoder computes in it, else in float32: only the
  /// encoder's own layers are calibrated for 8-bit products.
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
          (scratch, _) -> {
            for (int g = next.getAndIncrement();
                g < schedule.groups();
                g = next.getAndIncrement()) {
              InputGroup group = group(batch, rows, out, schedule, g);
              Addresses addresses =
                  scratch.activations().reserve(stack, group.size(), group.to() - group.from());
              new ForwardPass(stack, group, addresses, scratch, new SpinBarrier(1))
                  .run(0, group.size());
              scratch.activations().checkFinite(group, width);
            }
          });
    }
    return new Hidden(out, width);
  }

  private static InputGroup group(
      RaggedBatch batch, Rows rows, float[] out, Schedule schedule, int g) {
    return new InputGroup(batch, schedule.bounds()[g], schedule.bounds()[g + 1], rows, out);
  }

  /// Computes one group on several threads, each with a share of its rows.
  private void runShared(InputGroup group, int threads) {
    int share = RowBlocks.paddedRows(Math.ceilDiv(group.size(), threads));
    int sharing = Math.ceilDiv(group.size(), share);
    SpinBarrier barrier = new SpinBarrier(sharing);
    ActivationBuffers idle = idleBuffers.pollFirst();
    ActivationBuffers activations = idle == null ? new ActivationBuffers() : idle;
    try {
      Addresses addresses = activations.reserve(stack, group.size(), group.to() - group.from());
      pool.run(
          sharing,
          (scratch, index) -> {
            try {
              new ForwardPass(stack, group, addresses, scratch, barrier)
                  .run(index * share, Math.min(group.size(), (index + 1) * share));
            } catch (RuntimeException | Error e) {
              barrier.breakBarrier();
              throw e;
            }
          });
      activations.checkFinite(group, stack.sizes().width());
    } finally {
      idleBuffers.addFirst(activations);
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

  /// Waits for running calls, then frees all memory. A second call does nothing.
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
