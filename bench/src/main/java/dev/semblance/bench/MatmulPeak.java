package dev.semblance.bench;

import dev.semblance.engine.model.JsonFile;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.onednn.Epilogue;
import dev.semblance.engine.onednn.LayerArguments;
import dev.semblance.engine.onednn.Matmul;
import dev.semblance.engine.onednn.MatmulCall;
import dev.semblance.engine.onednn.NumberType;
import dev.semblance.engine.onednn.OneDnn;
import dev.semblance.engine.onednn.Operand;
import dev.semblance.engine.onednn.PackedWeights;
import dev.semblance.engine.onednn.Product;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Peak throughput of 8-bit matrix products on this machine: the four products of a layer on 4,096
/// rows per thread, packed weights, one thread per core.
final class MatmulPeak {
  private static final int ROWS = 4096;
  private static final int ROUNDS = 8;

  private final int cores;

  MatmulPeak(int cores) {
    this.cores = cores;
  }

  /// Billions of multiplications and additions per second on all cores; the best of the rounds.
  double int8Gops(ModelFolder folder) {
    JsonFile config = folder.json("config.json");
    int d = config.positive("hidden_size");
    int intermediate = config.positive("intermediate_size");
    List<int[]> products =
        List.of(
            new int[] {d, 3 * d},
            new int[] {d, d},
            new int[] {d, intermediate},
            new int[] {intermediate, d});
    double seconds = 0;
    double operations = 0;
    for (int[] product : products) {
      seconds += seconds(product[0], product[1]);
      operations += 2.0 * cores * ROWS * product[0] * product[1];
    }
    return operations / seconds / 1e9;
  }

  /// Multiplications and additions of bge-small's matrix products for a number of tokens.
  static double productsOfBgeSmall(long tokens) {
    long layer = 384L * 1152 + 384 * 384 + 384 * 1536 + 1536 * 384;
    return 2.0 * 12 * layer * tokens;
  }

  private double seconds(int inner, int columns) {
    var product =
        Product.linear(
            new Product.ProductSize(1, ROWS, inner, columns),
            NumberType.UINT8,
            NumberType.BFLOAT16,
            Epilogue.NONE);
    float[] scales = new float[columns];
    Arrays.fill(scales, 0.01f);
    try (Arena arena = Arena.ofShared();
        PackedWeights weights =
            PackedWeights.pack(
                product,
                Operand.rows(NumberType.INT8, columns),
                arena.allocate((long) inner * columns, 64));
        LayerArguments constants = new LayerArguments(weights).source(0.01f, 128, scales);
        Matmul matmul = Matmul.plan(product, weights)) {
      List<Runnable> runs = new ArrayList<>();
      for (int core = 0; core < cores; core++) {
        MemorySegment from = arena.allocate((long) ROWS * inner, 64);
        MemorySegment to = arena.allocate(2L * ROWS * columns, 64);
        MatmulCall call = new MatmulCall(matmul);
        MemorySegment scratch = arena.allocate(Math.max(64, call.scratchpadBytes()), 64);
        runs.add(() -> call.run(constants, from.address(), to.address(), scratch.address()));
      }
      double best = Double.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        best = Math.min(best, concurrently(runs));
      }
      return best;
    }
  }

  /// Seconds until all runs, each on its own thread, have finished.
  private static double concurrently(List<Runnable> runs) {
    CountDownLatch ready = new CountDownLatch(runs.size());
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (Runnable run : runs) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                OneDnn.instance().stayOnThisThread();
                ready.countDown();
                try {
                  go.await();
                } catch (InterruptedException _) {
                  Thread.currentThread().interrupt();
                }
                run.run();
              }));
    }
    try {
      ready.await();
      long started = System.nanoTime();
      go.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      return (System.nanoTime() - started) / 1e9;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
