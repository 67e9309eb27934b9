package dev.semblance.engine.encoder.nativ;

import dev.semblance.engine.encoder.nativ.architecture.Blueprint.Linear;
import dev.semblance.engine.encoder.nativ.onednn.Constants;
import dev.semblance.engine.encoder.nativ.onednn.Epilogue;
import dev.semblance.engine.encoder.nativ.onednn.Matmul;
import dev.semblance.engine.encoder.nativ.onednn.MatmulCall;
import dev.semblance.engine.encoder.nativ.onednn.NumberType;
import dev.semblance.engine.encoder.nativ.onednn.Operand;
import dev.semblance.engine.encoder.nativ.onednn.PackedWeights;
import dev.semblance.engine.encoder.nativ.onednn.Product;

/// A linear layer with its weights packed: `y[rows,out] = epilogue(x[rows,in] · Wᵀ + b)`. *Safe for
/// use by many threads*, each with its own [Worker].
///
/// Rows are taken in powers of two, 128 at most: every row is computed once and none is added.
final class LinearLayer implements AutoCloseable {
  /// Rows that go through a chain of layers together: few enough to stay in second-level cache.
  static final int BLOCK = 128;

  private final String name;
  private final int in;
  private final int out;
  private final Form input;
  private final NumberType target;
  private final PackedWeights weights;
  private final Constants constants;
  private final Matmul[] plans;

  /// @param input how the layer wants its input written
  /// @param result how results are written; 8-bit forms are scaled and rounded by the product
  LinearLayer(Linear linear, Form input, Form result, Epilogue epilogue, PlanBook book) {
    this.name = linear.name();
    this.in = linear.in();
    this.out = linear.out();
    this.input = input;
    this.target = result.type();
    WeightMatrix matrix = WeightMatrix.of(linear, input);
    weights =
        PackedWeights.pack(
            product(BLOCK, epilogue), new Operand(matrix.type(), 0, 1, in), matrix.values());
    constants = new Constants(weights);
    if (linear.biased()) {
      constants.bias(matrix.bias());
    }
    if (input instanceof Form.Int8 codes) {
      constants.source(codes.scale(), codes.zero(), matrix.scales());
    }
    if (result instanceof Form.Int8 codes) {
      constants.target(codes.scale(), codes.zero());
    }
    matrix.close();
    plans = new Matmul[Integer.numberOfTrailingZeros(BLOCK) + 1];
    for (int i = 0; i < plans.length; i++) {
      plans[i] = book.linear(product(1 << i, epilogue), weights);
    }
  }

  private Product product(int rows, Epilogue epilogue) {
    return Product.linear(new Product.Size(1, rows, in, out), input.type(), target, epilogue);
  }

  /// How the layer wants its input written.
  Form input() {
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
  void show(RangeObserver observer, long from, int rows) {
    float[] copy = new float[rows * in];
    Memory.copyOut(from, copy, 0, copy.length);
    observer.observe(name, copy, in);
  }

  /// @param from address of `rows` rows of the input's form
  /// @param to address for `rows` rows of the result's form
  void run(Worker worker, long from, long to, int rows) {
    for (int done = 0; done < rows; ) {
      int size = Math.min(BLOCK, Integer.highestOneBit(rows - done));
      MatmulCall call = worker.call(plan(size));
      call.run(constants, source(from, done), target(to, done), worker.scratch(call));
      done += size;
    }
  }

  /// The same with a gate: results are multiplied with the rows at `gate`.
  void runGated(Worker worker, long from, long gate, long to, int rows) {
    long gateBytes = input.type() == NumberType.FLOAT32 ? Float.BYTES : Short.BYTES;
    for (int done = 0; done < rows; ) {
      int size = Math.min(BLOCK, Integer.highestOneBit(rows - done));
      MatmulCall call = worker.call(plan(size));
      call.runGated(
          constants,
          source(from, done),
          gate + done * gateBytes * out,
          target(to, done),
          worker.scratch(call));
      done += size;
    }
  }

  private Matmul plan(int rows) {
    return plans[Integer.numberOfTrailingZeros(rows)];
  }

  private long source(long from, int row) {
    return from + (long) row * in * input.type().bytes();
  }

  private long target(long to, int row) {
    return to + (long) row * out * target.bytes();
  }

  @Override
  public void close() {
    constants.close();
    weights.close();
  }
}
