package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.encoder.transformer.architecture.Blueprint.LinearWeights;
import dev.semblance.engine.onednn.Epilogue;
import dev.semblance.engine.onednn.LayerArguments;
import dev.semblance.engine.onednn.Matmul;
import dev.semblance.engine.onednn.MatmulCall;
import dev.semblance.engine.onednn.NumberType;
import dev.semblance.engine.onednn.Operand;
import dev.semblance.engine.onednn.PackedWeights;
import dev.semblance.engine.onednn.Product;

/// A linear layer with its weights packed: `y[rows,out] = epilogue(x[rows,in] · Wᵀ + b)`. *Safe for
/// use by many threads*, each with its own [ThreadScratch].
///
/// Rows are taken in [RowBlocks].
final class LinearLayer implements AutoCloseable {
  /// Rows that go through a chain of layers together: few enough to stay in second-level cache.
  static final int BLOCK = RowBlocks.LARGEST;

  private static final long NO_GATE = 0;

  private final String name;
  private final int in;
  private final int out;
  private final ActivationFormat input;
  private final NumberType target;
  private final PackedWeights weights;
  private final LayerArguments constants;

  /// By the number of rows of a pass.
  private final Matmul[] plans;

  /// @param input how the layer wants its input written
  /// @param result how results are written; 8-bit forms are scaled and rounded by the product
  LinearLayer(
      LinearWeights linear,
      ActivationFormat input,
      ActivationFormat result,
      Epilogue epilogue,
      MatmulCache book) {
    this.name = linear.name();
    this.in = linear.in();
    this.out = linear.out();
    this.input = input;
    this.target = result.type();
    WeightMatrix matrix = WeightMatrix.of(linear, input);
    weights =
        PackedWeights.pack(
            product(BLOCK, epilogue), new Operand(matrix.type(), 0, 1, in), matrix.values());
    constants = new LayerArguments(weights);
    if (linear.biased()) {
      constants.bias(matrix.bias());
    }
    if (input instanceof ActivationFormat.Int8 codes) {
      constants.source(codes.scale(), codes.zero(), matrix.scales());
    }
    if (result instanceof ActivationFormat.Int8 codes) {
      constants.target(codes.scale(), codes.zero());
    }
    matrix.close();
    plans = new Matmul[RowBlocks.LARGEST + 1];
    for (int rows : RowBlocks.sizes()) {
      plans[rows] = book.linear(product(rows, epilogue), weights);
    }
  }

  private Product product(int rows, Epilogue epilogue) {
    return Product.linear(
        new Product.ProductSize(1, rows, in, out), input.type(), target, epilogue);
  }

  /// How the layer wants its input written.
  ActivationFormat input() {
    return input;
  }

  /// Columns of the result.
  int out() {
    return out;
  }

  /// Bytes of one row of the result.
  long resultBytes() {
    return (long) out * target.bytes();
  }

  /// Shows the layer's input, which must be float32, to an observer.
  void observe(RangeObserver observer, long from, int rows) {
    float[] copy = new float[rows * in];
    NativeMemory.copyOut(from, copy, 0, copy.length);
    observer.observe(name, copy, in);
  }

  /// @param from address of `rows` rows of the input's form
  /// @param to address for `rows` rows of the result's form
  void run(ThreadScratch worker, long from, long to, int rows) {
    runGated(worker, from, NO_GATE, to, rows);
  }

  /// The same with a gate: results are multiplied with the rows at `gate`.
  void runGated(ThreadScratch worker, long from, long gate, long to, int rows) {
    for (int done = 0; done < rows; ) {
      int pass = RowBlocks.firstSize(rows - done);
      int taken = Math.min(pass, rows - done);
      long source = from + done * sourceBytes();
      long factor = gate == NO_GATE ? NO_GATE : gate + done * gateBytes();
      long target = to + done * resultBytes();
      if (taken < pass) {
        runPadded(worker, source, factor, target, taken);
      } else {
        runBlock(worker, source, factor, target, pass);
      }
      done += taken;
    }
  }

  private void runBlock(ThreadScratch worker, long from, long gate, long to, int rows) {
    MatmulCall call = worker.call(plans[rows]);
    if (gate == NO_GATE) {
      call.run(constants, from, to, worker.scratchpad(call));
    } else {
      call.runGated(constants, from, gate, to, worker.scratchpad(call));
    }
  }

  /// Rows fewer than their pass go as the first of it, elsewhere: what lies behind them is not
  /// theirs.
  private void runPadded(ThreadScratch worker, long from, long gate, long to, int rows) {
    int pass = RowBlocks.firstSize(rows);
    long source = worker.paddedBlock(pass * (sourceBytes() + gateBytes() + resultBytes()));
    long factor = source + pass * sourceBytes();
    long target = factor + pass * gateBytes();
    NativeMemory.copy(from, source, rows * sourceBytes());
    NativeMemory.copy(to, target, rows * resultBytes());
    if (gate != NO_GATE) {
      NativeMemory.copy(gate, factor, rows * gateBytes());
    }
    runBlock(worker, source, gate == NO_GATE ? NO_GATE : factor, target, pass);
    NativeMemory.copy(target, to, rows * resultBytes());
  }

  private long sourceBytes() {
    return (long) in * input.type().bytes();
  }

  private long gateBytes() {
    return (long) out * (input.type() == NumberType.FLOAT32 ? Float.BYTES : Short.BYTES);
  }

  @Override
  public void close() {
    constants.close();
    weights.close();
  }
}
