package dev.semblance.engine.onednn;

import static dev.semblance.engine.onednn.DnnlTypes.DNNL_ARG_ATTR_SCALES;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_ARG_ATTR_ZERO_POINTS;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_ARG_BIAS;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_ARG_DST;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_ARG_SCRATCHPAD;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_ARG_SRC;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_ARG_SRC_1;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_ARG_WEIGHTS;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_BINARY_MUL;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_QUERY_IMPL_INFO_STR;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_QUERY_SCRATCHPAD_MD;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_QUERY_WEIGHTS_MD;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_SCRATCHPAD_MODE_USER;
import static dev.semblance.engine.onednn.DnnlTypes.MASK_COMMON;
import static dev.semblance.engine.onednn.DnnlTypes.MASK_DIM_1;
import static dev.semblance.engine.onednn.DnnlTypes.postOp;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.onednn.Epilogue.Merge;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// A planned product: code generated for one size and one set of types (`dnnl_primitive_t`). *Safe
/// for use by many threads*, each of which runs it through its own [MatmulCall].
///
/// A product for which oneDNN has only its reference kernel, a thousand times slower, is refused.
@SuppressWarnings("restricted")
public final class Matmul implements AutoCloseable {
  private final Product product;
  private final long description;
  private final long primitive;
  private final List<Argument> arguments;
  private final String implementation;

  /// The role of an argument in a product.
  enum Role {
    SOURCE,
    WEIGHTS,
    TARGET,
    SCRATCHPAD,
    BIAS,
    SOURCE_SCALE,
    WEIGHTS_SCALE,
    SOURCE_ZERO_POINT,
    TARGET_SCALE,
    TARGET_ZERO_POINT,
    GATE
  }

  /// @param code a `DNNL_ARG_…` of [DnnlTypes]
  record Argument(Role role, int code) {}

  /// Plans a product whose factor has plain strides.
  public static Matmul plan(Product product) {
    try (Descriptor factor = product.factorDescriptor()) {
      return new Matmul(product, factor);
    }
  }

  /// Plans a linear layer's product; the library chooses the layout of its weights.
  static Matmul choosePacking(Product product) {
    try (Descriptor factor =
        Descriptor.any(product.factor().type(), product.size().inner(), product.size().columns())) {
      return new Matmul(product, factor);
    }
  }

  /// Plans a linear layer's product on packed weights.
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
      library.call(
          "dnnl_primitive_attr_set_scratchpad_mode", attributes, DNNL_SCRATCHPAD_MODE_USER);
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

  /// Sets scales, zero points and post-operations, and lists the arguments of a run.
  private List<Argument> describe(OneDnn library, long attributes, long postOps) {
    List<Argument> needed = new ArrayList<>();
    needed.add(new Argument(Role.SOURCE, DNNL_ARG_SRC));
    needed.add(new Argument(Role.WEIGHTS, DNNL_ARG_WEIGHTS));
    needed.add(new Argument(Role.TARGET, DNNL_ARG_DST));
    needed.add(new Argument(Role.SCRATCHPAD, DNNL_ARG_SCRATCHPAD));
    Epilogue epilogue = product.epilogue();
    if (epilogue.bias()) {
      needed.add(new Argument(Role.BIAS, DNNL_ARG_BIAS));
    }
    if (product.scaled()) {
      library.call("dnnl_primitive_attr_set_scales_mask", attributes, DNNL_ARG_SRC, MASK_COMMON);
      library.call("dnnl_primitive_attr_set_scales_mask", attributes, DNNL_ARG_WEIGHTS, MASK_DIM_1);
      library.call(
          "dnnl_primitive_attr_set_zero_points_mask", attributes, DNNL_ARG_SRC, MASK_COMMON);
      needed.add(new Argument(Role.SOURCE_SCALE, DNNL_ARG_ATTR_SCALES | DNNL_ARG_SRC));
      needed.add(new Argument(Role.WEIGHTS_SCALE, DNNL_ARG_ATTR_SCALES | DNNL_ARG_WEIGHTS));
      needed.add(new Argument(Role.SOURCE_ZERO_POINT, DNNL_ARG_ATTR_ZERO_POINTS | DNNL_ARG_SRC));
    }
    if (product.targetScaled()) {
      library.call("dnnl_primitive_attr_set_scales_mask", attributes, DNNL_ARG_DST, MASK_COMMON);
      library.call(
          "dnnl_primitive_attr_set_zero_points_mask", attributes, DNNL_ARG_DST, MASK_COMMON);
      needed.add(new Argument(Role.TARGET_SCALE, DNNL_ARG_ATTR_SCALES | DNNL_ARG_DST));
      needed.add(new Argument(Role.TARGET_ZERO_POINT, DNNL_ARG_ATTR_ZERO_POINTS | DNNL_ARG_DST));
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
        library.call("dnnl_post_ops_append_binary", postOps, DNNL_BINARY_MUL, gate.handle());
      }
      needed.add(new Argument(Role.GATE, postOp(operations) | DNNL_ARG_SRC_1));
    }
    return List.copyOf(needed);
  }

  private String implementation(OneDnn library) {
    String name;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(JAVA_LONG);
      library.call(
          "dnnl_primitive_desc_query", description, DNNL_QUERY_IMPL_INFO_STR, 0, out.address());
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

  /// The second input of a gate: the target's size, bfloat16 unless the source is float32.
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

  /// The layout that the library chose for the factor; valid until this plan is closed.
  Descriptor factorDescriptor() {
    return queried(DNNL_QUERY_WEIGHTS_MD);
  }

  Descriptor scratchpadDescriptor() {
    return queried(DNNL_QUERY_SCRATCHPAD_MD);
  }

  private Descriptor queried(int query) {
    return new Descriptor(
        OneDnn.instance().invoke("dnnl_primitive_desc_query_md", description, query, 0), false);
  }

  @Override
  public void close() {
    OneDnn library = OneDnn.instance();
    library.call("dnnl_primitive_destroy", primitive);
    library.call("dnnl_primitive_desc_destroy", description);
  }
}
