package dev.semblance.engine.onednn;

import static dev.semblance.engine.onednn.DnnlTypes.DNNL_ARG_FROM;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_ARG_TO;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A linear layer's weights in the layout that oneDNN reads. *Safe for use by many threads.*
///
/// Weights are packed once, when a model opens; the layout serves every number of rows.
public final class PackedWeights implements AutoCloseable {
  private static final long ALIGNMENT = 64;

  private final Arena arena = Arena.ofShared();
  private final Matmul plan;
  private final Descriptor descriptor;
  private final long memory;

  /// Packs weights for a product.
  ///
  /// @param product the product at its usual number of rows
  /// @param plain the weights `[inner,columns]` at the strides of `layout`, of the product's type
  ///   or of a wider one, which is then rounded to nearest even
  public static PackedWeights pack(Product product, Operand layout, MemorySegment plain) {
    return new PackedWeights(product, layout, plain);
  }

  private PackedWeights(Product product, Operand layout, MemorySegment plain) {
    plan = Matmul.choosePacking(product);
    descriptor = plan.factorDescriptor();
    MemorySegment packed = arena.allocate(descriptor.bytes(), ALIGNMENT);
    memory = descriptor.memory(packed.address());
    long[] sizes = {product.size().inner(), product.size().columns()};
    long[] strides = {layout.rowStride(), layout.columnStride()};
    try (Descriptor source = Descriptor.plain(layout.type(), sizes, strides)) {
      reorder(source, plain);
    }
  }

  private void reorder(Descriptor source, MemorySegment plain) {
    OneDnn library = OneDnn.instance();
    long engine = library.engine();
    long from = source.memory(plain.address());
    long description =
        library.create(
            "dnnl_reorder_primitive_desc_create",
            source.handle(),
            engine,
            descriptor.handle(),
            engine,
            0L);
    long primitive = library.create("dnnl_primitive_create", description);
    try (Arena scratch = Arena.ofConfined()) {
      MemorySegment arguments = scratch.allocate(32, 8);
      arguments.set(JAVA_INT, 0, DNNL_ARG_FROM);
      arguments.set(JAVA_LONG, 8, from);
      arguments.set(JAVA_INT, 16, DNNL_ARG_TO);
      arguments.set(JAVA_LONG, 24, memory);
      library.execute(primitive, 2, arguments.address());
    } finally {
      library.call("dnnl_primitive_destroy", primitive);
      library.call("dnnl_primitive_desc_destroy", description);
      library.call("dnnl_memory_destroy", from);
    }
  }

  Descriptor descriptor() {
    return descriptor;
  }

  long memory() {
    return memory;
  }

  /// The plan that chose the layout.
  public Matmul plan() {
    return plan;
  }

  @Override
  public void close() {
    OneDnn.instance().call("dnnl_memory_destroy", memory);
    plan.close();
    arena.close();
  }
}
