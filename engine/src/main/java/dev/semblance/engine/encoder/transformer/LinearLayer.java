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
/// Rows are computed in [RowBlocks].
final class LinearLayer implements AutoCloseable {
  /// Most rows computed at once: few enough for a chain of layers to stay in second-level cache.
  static final int BLOCK = RowBlocks.LARGEST;

  private static final long NO_GATE = 0;

  private final String name;
  private final int in;
  private final int out;
  private final ActivationFormat input;
  private final NumberType target;
  private final PackedWeights weights;
  private final LayerArguments arguments;

  /// By the number of rows of a block.
  private final Matmul[] plans;

  /// @param input format of the input
  /// @param result format of the results; the product itself scales and rounds to 8 bits
  LinearLayer(
      LinearWeights linear,
      ActivationFormat input,
      ActivationFormat result,
      Epilogue epilogue,
      MatmulCache matmuls) {
    this.name = linear.name();
    this.in = linear.in();
    this.out = linear.out();
    this.input = input;
    this.target = result.type();
    WeightMatrix matrix = WeightMatrix.of(linear, input);
    weights =
        PackedWeights.pack(
            product(BLOCK, epilogue), new Operand(matrix.type(), 0, 1, in), matrix.values());
    arguments = new LayerArguments(weights);
    if (linear.biased()) {
      arguments.bias(matrix.bias());
    }
    if (input instanceof ActivationFormat.Int8 codes) {
      arguments.source(codes.scale(), codes.zero(), matrix.scales());
    }
    if (result instanceof ActivationFormat.Int8 codes) {
      arguments.target(codes.scale(), codes.zero());
    }
    matrix.close();
    plans = new Matmul[RowBlocks.LARGEST + 1];
    for (int rows : RowBlocks.sizes()) {
      plans[rows] = matmuls.linear(product(rows, epilogue), weights);
    }
  }

  private Product product(int rows, Epilogue epilogue) {
    return Product.linear(
        new Product.ProductSize(1, rows, in, out), input.type(), target, epilogue);
  }

  /// Format of the input.
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

  /// Passes the layer's input, which must be float32, to an observer.
  void observe(RangeObserver observer, long from, int rows) {
    float[] copy = new float[rows * in];
    NativeMemory.copyOut(from, copy, 0, copy.length);
    observer.observe(name, copy, in);
  }

  /// @param from address of `rows` rows in the input's format
  /// @param to address for `rows` rows in the result's format
  void run(ThreadScratch scratch, long from, long to, int rows) {
    runGated(scratch, from, NO_GATE, to, rows);
  }

  /// Like [#run], with results multiplied by the rows at `gate`.
  void runGated(ThreadScratch scratch, long from, long gate, long to, int rows) {
    for (int done = 0; done < rows; ) {
      int block = RowBlocks.firstSize(rows - done);
      int count = Math.min(block, rows - done);
      long source = from + done * sourceBytes();
      long factor = gate == NO_GATE ? NO_GATE : gate + done * gateBytes();
      long target = to + done * resultBytes();
      if (count < block) {
        runPadded(scratch, source, factor, target, count);
      } else {
        runBlock(scratch, source, factor, target, block);
      }
      done += count;
    }
  }

  private void runBlock(ThreadScratch scratch, long from, long gate, long to, int rows) {
    MatmulCall call = scratch.call(plans[rows]);
    if (gate == NO_GATE) {
      call.run(arguments, from, to, scratch.scratchpad(call));
    } else {
      call.runGated(arguments, from, gate, to, scratch.scratchpad(call));
    }
  }

  /// Computes fewer rows than a block has, on a copy: the memory behind them holds other rows.
  private void runPadded(ThreadScratch scratch, long from, long gate, long to, int rows) {
    int block = RowBlocks.firstSize(rows);
    long source = scratch.paddedBlock(block * (sourceBytes() + gateBytes() + resultBytes()));
    long factor = source + block * sourceBytes();
    long target = factor + block * gateBytes();
    NativeMemory.copy(from, source, rows * sourceBytes());
    NativeMemory.copy(to, target, rows * resultBytes());
    if (gate != NO_GATE) {
      NativeMemory.copy(gate, factor, rows * gateBytes());
    }
    runBlock(scratch, source, gate == NO_GATE ? NO_GATE : factor, target, block);
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
    arguments.close();
    weights.close();
  }
}
