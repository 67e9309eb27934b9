package dev.semblance.vector;

import java.lang.System.Logger.Level;

/// The inner loops of vector arithmetic, in two implementations: plain Java and SIMD. [#best] is
/// chosen once per process. *Safe for use by many threads.*
public sealed interface Kernel permits ScalarKernel, SimdKernel {

  /// The sum of `a[i]·b[i]`, for vectors of one length.
  float dot(float[] a, float[] b);

  /// The sum of `(a[i]−b[i])²`, for vectors of one length.
  float squareDistance(float[] a, float[] b);

  /// Sets the bit of every dimension above zero, most significant bit first.
  ///
  /// @param bits all zero, at least `⌈k / 8⌉` bytes
  void signs(float[] vector, byte[] bits);

  /// Every inner product of rows of `a` with rows of `b`, both of `width` numbers.
  ///
  /// @param into receives `[a.count,b.count]`
  void products(Linear.RowBlock a, int width, Linear.RowBlock b, float[] into);

  /// Name for logs and diagnostics, such as `SIMD, 256 bits`.
  String implementationName();

  /// SIMD where the JVM was started with the module `jdk.incubator.vector`, else plain Java.
  static Kernel best() {
    return KernelChoice.KERNEL;
  }

  /// The choice, made and logged at the first use.
  final class KernelChoice {
    private static final Kernel KERNEL = choose();

    private KernelChoice() {}

    private static Kernel choose() {
      Kernel kernel =
          ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
              ? new SimdKernel()
              : new ScalarKernel();
      System.getLogger(Kernel.class.getName())
          .log(Level.DEBUG, "vector arithmetic: {0}", kernel.implementationName());
      return kernel;
    }
  }
}
