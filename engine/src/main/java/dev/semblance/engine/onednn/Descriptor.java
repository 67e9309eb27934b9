package dev.semblance.engine.onednn;

import static dev.semblance.engine.onednn.DnnlTypes.DNNL_FORMAT_TAG_ANY;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Sizes, type and strides of a block of memory (`dnnl_memory_desc_t`). *Safe for use by many
/// threads.*
///
/// @param handle the library's pointer
/// @param owned whether closing this destroys it
record Descriptor(long handle, boolean owned) implements AutoCloseable {
  /// @param strides counted in numbers
  static Descriptor plain(NumberType type, long[] sizes, long[] strides) {
    return create("dnnl_memory_desc_create_with_strides", type, sizes, strides);
  }

  /// A dense row of numbers.
  static Descriptor row(NumberType type, long size) {
    return plain(type, new long[] {size}, new long[] {1});
  }

  /// A layout that the library chooses.
  static Descriptor any(NumberType type, long... sizes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment dims = arena.allocateFrom(JAVA_LONG, sizes);
      return new Descriptor(
          OneDnn.instance()
              .create(
                  "dnnl_memory_desc_create_with_tag",
                  sizes.length,
                  dims.address(),
                  type.code(),
                  DNNL_FORMAT_TAG_ANY),
          true);
    }
  }

  private static Descriptor create(String function, NumberType type, long[] sizes, long[] strides) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment dims = arena.allocateFrom(JAVA_LONG, sizes);
      MemorySegment steps = arena.allocateFrom(JAVA_LONG, strides);
      return new Descriptor(
          OneDnn.instance()
              .create(function, sizes.length, dims.address(), type.code(), steps.address()),
          true);
    }
  }

  /// Bytes of the memory.
  long bytes() {
    return OneDnn.instance().invoke("dnnl_memory_desc_get_size", handle);
  }

  /// A memory object over `address`, which may be 0 and set later. The caller destroys it.
  long memory(long address) {
    OneDnn library = OneDnn.instance();
    return library.create("dnnl_memory_create", handle, library.engine(), address);
  }

  @Override
  public void close() {
    if (owned) {
      OneDnn.instance().call("dnnl_memory_desc_destroy", handle);
    }
  }
}
