package dev.semblance.engine.onednn;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.onednn.Epilogue.Merge;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// A planned product: code generated for one size and one set of types. *Safe for use by many
/// threads*, each of which runs it through a [MatmulCall] of its own.
///
/// A plan that oneDNN could only keep with its reference kernel, a thousand times slower, is
/// refused.
@SuppressWarnings("restricted")
public final class Matmul implements AutoCloseable {
  private static final int SOURCE = 1;
  private static final int TARGET = 17;
  private static final int FACTOR = 33;
  private static final int BIAS = 41;
  private static final int SCRATCHPAD = 80;
  private static final int SCALES = 4096;
  private static final int ZERO_POINTS = 8192;
  private static final int POST_OP = 32768;
  private static final int SECOND_SOURCE = 2;

  private static final int USER_SCRATCHPAD = 1;
  private static final int ONE_SCALE = 0;
  private static final int SCALE_PER_COLUMN = 2;
  private static final int MULTIPLY = 131057;
  private static final int IMPLEMENTATION = 8;
  private static final int FACTOR_DESCRIPTOR = 131;
  private static final int SCRATCHPAD_DESCRIPTOR = 136;

  private final Product product;
  private final long description;
  private final long primitive;
  private final List<Argument> arguments;
  private final String implementation;

  /// What an argument is to the product that takes it.
  enum Role {
    SOURCE,
    FACTOR,
    TARGET,
    SCRATCHPAD,
    BIAS,
    SOURCE_SCALE,
    FACTOR_SCALE,
    SOURCE_ZERO,
    TARGET_SCALE,
    TARGET_ZERO,
    GATE
  }

  /// @param code the library's number for it
  record Argument(Role role, int code) {}

  /// Plans a product whose factor lies at plain strides.
  public static Matmul plan(Product product) {
    try (Descriptor factor = product.factorDescriptor()) {
      return new Matmul(product, factor);
    }
  }

  /// Plans a linear layer's product, letting the library choose how weights are packed.
  static Matmul choosePacking(Product product) {
    try (Descriptor factor =
        Descriptor.any(product.factor().type(), product.size().inner(), product.size().columns())) {
      return new Matmul(product, factor);
    }
  }

  /// Plans a linear layer's product on weights that are packed already.
  public static Matmul plan(Product product, PackedWeights weights) {
    return new Matmul(product, weights.descriptor());
  }

  private Matmul(Product product, Descriptor factor) {
    this.product = product;
    OneDnn library = OneDnn.instance();
    library.stayOnThisThread();
    Epilogue epilogue = product.epilogue();
    long attributes = library.create("dnnl_primitive_attr_create");
    long postOps = library.create("dnnl_post_ops_create");
    try (Descriptor source = product.sourceDescriptor();
        Descriptor target = product.targetDescriptor();
        Descriptor bias = epilogue.bias() ? biasDescriptor(product) : new Descriptor(0, false)) {
      library.call("dnnl_primitive_attr_set_scratchpad_mode", attributes, USER_SCRATCHPAD);
      arguments = describe(library, attributes, postOps);
      library.call("dnnl_primitive_attr_set_post_ops", attributes, postOps);
      description =
          library.create(
              "dnnl_matmul_primitive_desc_create",
              library.engine(),
              source.handle(),
              factor.handle(),
              bias.handle(),
              target.handle(),
              attributes);
      implementation = implementation(library);
      primitive = library.create("dnnl_primitive_create", description);
    } finally {
      library.call("dnnl_post_ops_destroy", postOps);
      library.call("dnnl_primitive_attr_destroy", attributes);
    }
  }

  /// Sets scales, zero points and post-operations, and lists what running will need.
  private List<Argument> describe(OneDnn library, long attributes, long postOps) {
    List<Argument> needed = new ArrayList<>();
    needed.add(new Argument(Role.SOURCE, SOURCE));
    needed.add(new Argument(Role.FACTOR, FACTOR));
    needed.add(new Argument(Role.TARGET, TARGET));
    needed.add(new Argument(Role.SCRATCHPAD, SCRATCHPAD));
    Epilogue epilogue = product.epilogue();
    if (epilogue.bias()) {
      needed.add(new Argument(Role.BIAS, BIAS));
    }
    if (product.scaled()) {
      library.call("dnnl_primitive_attr_set_scales_mask", attributes, SOURCE, ONE_SCALE);
      library.call("dnnl_primitive_attr_set_scales_mask", attributes, FACTOR, SCALE_PER_COLUMN);
      library.call("dnnl_primitive_attr_set_zero_points_mask", attributes, SOURCE, ONE_SCALE);
      needed.add(new Argument(Role.SOURCE_SCALE, SCALES | SOURCE));
      needed.add(new Argument(Role.FACTOR_SCALE, SCALES | FACTOR));
      needed.add(new Argument(Role.SOURCE_ZERO, ZERO_POINTS | SOURCE));
    }
    if (product.targetScaled()) {
      library.call("dnnl_primitive_attr_set_scales_mask", attributes, TARGET, ONE_SCALE);
      library.call("dnnl_primitive_attr_set_zero_points_mask", attributes, TARGET, ONE_SCALE);
      needed.add(new Argument(Role.TARGET_SCALE, SCALES | TARGET));
      needed.add(new Argument(Role.TARGET_ZERO, ZERO_POINTS | TARGET));
    }
    int operations = 0;
    Eltwise eltwise = epilogue.eltwise();
    if (eltwise != null) {
      library.appendEltwise(postOps, eltwise);
      operations++;
    }
    if (epilogue.merge() == Merge.ADD) {
      library.appendSum(postOps);
    }
    if (epilogue.merge() == Merge.GATE) {
      try (Descriptor gate = gateDescriptor(product)) {
        library.call("dnnl_post_ops_append_binary", postOps, MULTIPLY, gate.handle());
      }
      needed.add(new Argument(Role.GATE, POST_OP * (operations + 1) | SECOND_SOURCE));
    }
    return List.copyOf(needed);
  }

  private String implementation(OneDnn library) {
    String name;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(JAVA_LONG);
      library.call("dnnl_primitive_desc_query", description, IMPLEMENTATION, 0, out.address());
      name =
          MemorySegment.ofAddress(out.get(JAVA_LONG, 0)).reinterpret(Long.MAX_VALUE).getString(0);
    }
    if (name.startsWith("ref")) {
      library.call("dnnl_primitive_desc_destroy", description);
      throw new SemblanceException(
          Fault.INTERNAL, "oneDNN has only its reference kernel for " + product);
    }
    return name;
  }

  private static Descriptor biasDescriptor(Product product) {
    int columns = product.size().columns();
    return Descriptor.plain(NumberType.FLOAT32, new long[] {1, columns}, new long[] {columns, 1});
  }

  /// The second input of a gate has the target's size, in the type of wide results.
  static Descriptor gateDescriptor(Product product) {
    NumberType type =
        product.source().type() == NumberType.FLOAT32 ? NumberType.FLOAT32 : NumberType.BFLOAT16;
    return Descriptor.plain(
        type,
        new long[] {product.size().rows(), product.size().columns()},
        new long[] {product.size().columns(), 1});
  }

  public Product product() {
    return product;
  }

  /// The kernel's name, such as `brg_matmul:avx512_core_vnni`.
  public String implementation() {
    return implementation;
  }

  List<Argument> arguments() {
    return arguments;
  }

  long primitive() {
    return primitive;
  }

  /// How the library wants the factor packed; valid while this plan lives.
  Descriptor factorDescriptor() {
    return queried(FACTOR_DESCRIPTOR);
  }

  Descriptor scratchpadDescriptor() {
    return queried(SCRATCHPAD_DESCRIPTOR);
  }

  private Descriptor queried(int what) {
    return new Descriptor(
        OneDnn.instance().invoke("dnnl_primitive_desc_query_md", description, what, 0), false);
  }

  @Override
  public void close() {
    OneDnn library = OneDnn.instance();
    library.call("dnnl_primitive_destroy", primitive);
    library.call("dnnl_primitive_desc_destroy", description);
  }
}
