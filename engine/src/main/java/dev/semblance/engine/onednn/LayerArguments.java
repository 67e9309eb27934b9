package dev.semblance.engine.onednn;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;

/// The arguments that are the same at every run of a linear layer's product: weights, bias, scales
/// and zero points, each as a memory object. *Safe for use by many threads* once filled.
public final class LayerArguments implements AutoCloseable {
  private static final long ALIGNMENT = 64;

  private final Arena arena = Arena.ofShared();
  private final Map<Matmul.Role, Long> memories = new EnumMap<>(Matmul.Role.class);

  public LayerArguments(PackedWeights weights) {
    memories.put(Matmul.Role.WEIGHTS, weights.memory());
  }

  /// @param values `[columns]`
  public LayerArguments bias(float[] values) {
    return floats(Matmul.Role.BIAS, values);
  }

  /// Scales and zero point of an 8-bit source: `real = scale · (code − zero)`.
  ///
  /// @param columnScales one scale per column of the weights, `[columns]`
  public LayerArguments source(float scale, int zero, float[] columnScales) {
    floats(Matmul.Role.SOURCE_SCALE, scale);
    number(Matmul.Role.SOURCE_ZERO_POINT, zero);
    return floats(Matmul.Role.WEIGHTS_SCALE, columnScales);
  }

  /// Scale and zero point of an 8-bit target.
  public LayerArguments target(float scale, int zero) {
    floats(Matmul.Role.TARGET_SCALE, scale);
    return number(Matmul.Role.TARGET_ZERO_POINT, zero);
  }

  /// The memory object of a role.
  long memory(Matmul.Role role) {
    Long memory = memories.get(role);
    if (memory == null) {
      throw new IllegalStateException("argument " + role + " is missing");
    }
    return memory;
  }

  private LayerArguments floats(Matmul.Role role, float... values) {
    MemorySegment data = arena.allocate((long) values.length * Float.BYTES, ALIGNMENT);
    MemorySegment.copy(values, 0, data, JAVA_FLOAT, 0, values.length);
    try (Descriptor row = Descriptor.row(NumberType.FLOAT32, values.length)) {
      memories.put(role, row.memory(data.address()));
    }
    return this;
  }

  private LayerArguments number(Matmul.Role role, int value) {
    MemorySegment data = arena.allocate(Integer.BYTES, ALIGNMENT);
    data.set(JAVA_INT, 0, value);
    try (Descriptor row = Descriptor.row(NumberType.INT32, 1)) {
      memories.put(role, row.memory(data.address()));
    }
    return this;
  }

  @Override
  public void close() {
    memories.forEach((role, memory) -> {
      if (role != Matmul.Role.WEIGHTS) {
        OneDnn.instance().call("dnnl_memory_destroy", memory);
      }
    });
    arena.close();
  }
}
