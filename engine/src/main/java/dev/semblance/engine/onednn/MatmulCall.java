package dev.semblance.engine.onednn;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.semblance.engine.onednn.Matmul.Argument;
import dev.semblance.engine.onednn.Matmul.Role;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The argument block of one thread for a [Matmul], built once and reused, so that a run is a few
/// stores and one call. *One thread at a time.*
///
/// The block is the C array of `{int argument; pad; pointer memory}`, 16 bytes an entry.
public final class MatmulCall implements AutoCloseable {
  private static final long ENTRY = 16;
  private static final long POINTER = 8;

  private final OneDnn library = OneDnn.instance();
  private final Arena arena = Arena.ofShared();
  private final Matmul matmul;
  private final List<Argument> layout;
  private final MemorySegment block;
  private final Map<Role, Long> owned = new EnumMap<>(Role.class);
  private final long scratchpadBytes;
  private final long source;
  private final long target;
  private final long scratchpad;
  private @Nullable LayerArguments bound;

  public MatmulCall(Matmul matmul) {
    this.matmul = matmul;
    layout = matmul.arguments();
    block = arena.allocate(ENTRY * layout.size(), ENTRY);
    Product product = matmul.product();
    try (Descriptor from = product.sourceDescriptor();
        Descriptor to = product.targetDescriptor();
        Descriptor scratch = matmul.scratchpadDescriptor()) {
      source = own(Role.SOURCE, from);
      target = own(Role.TARGET, to);
      scratchpad = own(Role.SCRATCHPAD, scratch);
      scratchpadBytes = scratch.bytes();
    }
    for (int i = 0; i < layout.size(); i++) {
      Argument argument = layout.get(i);
      block.set(JAVA_INT, i * ENTRY, argument.code());
      if (argument.role() == Role.GATE) {
        try (Descriptor gate = Matmul.gateDescriptor(product)) {
          own(Role.GATE, gate);
        }
      }
    }
    owned.forEach(this::place);
  }

  /// Bytes of scratch memory that a run needs.
  public long scratchpadBytes() {
    return scratchpadBytes;
  }

  /// Runs a linear layer's product.
  ///
  /// @param constants the layer's weights, bias, scales and zero points
  /// @param from address of the source
  /// @param to address of the target
  /// @param scratch address of [#scratchpadBytes] bytes
  public void run(LayerArguments constants, long from, long to, long scratch) {
    if (bound != constants) {
      bind(constants);
    }
    start(from, to, scratch);
  }

  /// Runs a gated product; `gate` is the address of the second input.
  public void runGated(LayerArguments constants, long from, long gate, long to, long scratch) {
    Long memory = owned.get(Role.GATE);
    if (memory == null) {
      throw new IllegalStateException("this product has no gate");
    }
    OneDnn.setDataHandle(memory, gate);
    run(constants, from, to, scratch);
  }

  /// Runs a product of two matrices with plain strides; `factor` is the address of the second.
  public void runPlain(long from, long factor, long to, long scratch) {
    Long memory = owned.get(Role.WEIGHTS);
    if (memory == null) {
      try (Descriptor plain = matmul.product().factorDescriptor()) {
        memory = own(Role.WEIGHTS, plain);
        place(Role.WEIGHTS, memory);
      }
    }
    OneDnn.setDataHandle(memory, factor);
    start(from, to, scratch);
  }

  private void start(long from, long to, long scratch) {
    OneDnn.setDataHandle(source, from);
    OneDnn.setDataHandle(target, to);
    OneDnn.setDataHandle(scratchpad, scratch);
    library.execute(matmul.primitive(), layout.size(), block.address());
  }

  private void bind(LayerArguments constants) {
    for (Argument argument : layout) {
      Role role = argument.role();
      if (!owned.containsKey(role)) {
        place(role, constants.memory(role));
      }
    }
    bound = constants;
  }

  private long own(Role role, Descriptor descriptor) {
    long memory = descriptor.memory(0L);
    owned.put(role, memory);
    return memory;
  }

  private void place(Role role, long memory) {
    for (int i = 0; i < layout.size(); i++) {
      if (layout.get(i).role() == role) {
        block.set(JAVA_LONG, i * ENTRY + POINTER, memory);
      }
    }
  }

  @Override
  public void close() {
    owned.values().forEach(memory -> library.call("dnnl_memory_destroy", memory));
    arena.close();
  }
}
