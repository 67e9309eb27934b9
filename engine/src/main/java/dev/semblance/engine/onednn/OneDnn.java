package dev.semblance.engine.onednn;

import static dev.semblance.engine.onednn.DnnlTypes.DNNL_CPU;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_STREAM_IN_ORDER;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_SUCCESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// oneDNN's C API, loaded on first use and kept for the life of the process. *Safe for use by many
/// threads.*
///
/// Pointers are passed as 64-bit numbers, so that a call allocates nothing. The three functions of
/// the hot path have their own method handles; every other one is looked up by name at its first
/// call. Source: `oneapi/dnnl/dnnl.h` of oneDNN 3.13.
@SuppressWarnings("restricted")
public final class OneDnn {
  private static final int MAX_PARAMETERS = 7;
  private static final Linker LINKER = Linker.nativeLinker();

  private static final FunctionDescriptor ELTWISE =
      FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_FLOAT, JAVA_FLOAT);
  private static final FunctionDescriptor SUM =
      FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_FLOAT, JAVA_INT, JAVA_INT);

  private static final MethodHandle EXECUTE;
  private static final MethodHandle SET_HANDLE;
  private static final MethodHandle SET_THREADS;
  private static final @Nullable SymbolLookup SYMBOLS;
  private static final @Nullable String MISSING;

  static {
    OneDnnLibrary library = OneDnnLibrary.load();
    var handle = FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG);
    var execute = FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG);
    var count = FunctionDescriptor.ofVoid(JAVA_INT);
    switch (library) {
      case OneDnnLibrary.Loaded(SymbolLookup openMp, SymbolLookup symbols) -> {
        SYMBOLS = symbols;
        MISSING = null;
        var shortCall = Linker.Option.critical(false);
        EXECUTE = LINKER.downcallHandle(symbols.findOrThrow("dnnl_primitive_execute"), execute);
        SET_HANDLE =
            LINKER.downcallHandle(
                symbols.findOrThrow("dnnl_memory_set_data_handle"), handle, shortCall);
        SET_THREADS =
            LINKER.downcallHandle(openMp.findOrThrow("omp_set_num_threads"), count, shortCall);
      }
      case OneDnnLibrary.Missing(String reason) -> {
        SYMBOLS = null;
        MISSING = reason;
        EXECUTE = LINKER.downcallHandle(execute);
        SET_HANDLE = LINKER.downcallHandle(handle);
        SET_THREADS = LINKER.downcallHandle(count);
      }
    }
  }

  private static final class Instance {
    static final OneDnn INSTANCE = new OneDnn();
  }

  private final ConcurrentHashMap<String, MemorySegment> addresses = new ConcurrentHashMap<>();
  private final MethodHandle genericHandle = genericHandle();
  private final long engine;
  private final long stream;
  private final Isa isa;

  private OneDnn() {
    engine = create("dnnl_engine_create", DNNL_CPU, 0L);
    stream = create("dnnl_stream_create", engine, DNNL_STREAM_IN_ORDER);
    isa = new Isa((int) invoke("dnnl_get_effective_cpu_isa"));
  }

  /// Why oneDNN cannot run here, or empty when it can.
  public static Optional<String> missing() {
    return Optional.ofNullable(MISSING);
  }

  /// @throws SemblanceException UNSUPPORTED where [#missing] gives a reason
  public static OneDnn instance() {
    Optional<String> missing = missing();
    if (missing.isPresent()) {
      throw new SemblanceException(Fault.UNSUPPORTED, missing.get());
    }
    return Instance.INSTANCE;
  }

  public Isa isa() {
    return isa;
  }

  /// The library's version, such as `3.13`.
  public String version() {
    var layout = MemoryLayout.structLayout(JAVA_INT, JAVA_INT);
    MemorySegment version =
        MemorySegment.ofAddress(invoke("dnnl_version")).reinterpret(layout.byteSize());
    return version.get(JAVA_INT, 0) + "." + version.get(JAVA_INT, Integer.BYTES);
  }

  /// Limits every product that the calling thread plans or runs from now on to that thread.
  public void stayOnThisThread() {
    try {
      SET_THREADS.invokeExact(1);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  long engine() {
    return engine;
  }

  /// Runs a primitive on `count` arguments at the address `arguments`.
  void execute(long primitive, int count, long arguments) {
    int status;
    try {
      status = (int) EXECUTE.invokeExact(primitive, stream, count, arguments);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    check("dnnl_primitive_execute", status);
  }

  /// Sets the data address of a memory object.
  static void setDataHandle(long memory, long address) {
    int status;
    try {
      status = (int) SET_HANDLE.invokeExact(memory, address);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    check("dnnl_memory_set_data_handle", status);
  }

  /// Calls a function that returns a status.
  ///
  /// @param arguments integers and pointers, in the order of the C signature
  /// @throws SemblanceException INTERNAL when the status is not success
  void call(String function, long... arguments) {
    check(function, (int) invoke(function, arguments));
  }

  /// Calls a function whose first parameter receives a new handle, and returns the handle.
  long create(String function, long... arguments) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(JAVA_LONG);
      long[] all = new long[arguments.length + 1];
      all[0] = out.address();
      System.arraycopy(arguments, 0, all, 1, arguments.length);
      call(function, all);
      return out.get(JAVA_LONG, 0);
    }
  }

  /// Calls a function and returns its result; of a 32-bit result only the lower half is defined.
  ///
  /// All functions share one method handle, since each costs a cold start some milliseconds. This
  /// works because every calling convention passes integers and pointers of any size as 64-bit
  /// numbers, and a function ignores parameters that it does not have.
  long invoke(String function, long... arguments) {
    MemorySegment address = addresses.computeIfAbsent(function, OneDnn::address);
    long[] a = Arrays.copyOf(arguments, MAX_PARAMETERS);
    if (arguments.length > MAX_PARAMETERS) {
      throw new IllegalArgumentException(function + " has too many parameters");
    }
    try {
      return (long) genericHandle.invokeExact(address, a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
    } catch (Throwable e) {
      throw new AssertionError(function, e);
    }
  }

  /// Appends an elementwise function to a product's post-operations.
  void appendEltwise(long postOps, Eltwise eltwise) {
    int status;
    try {
      MethodHandle append = LINKER.downcallHandle(address("dnnl_post_ops_append_eltwise"), ELTWISE);
      status = (int) append.invokeExact(postOps, eltwise.algorithm(), eltwise.alpha(), 0f);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    check("dnnl_post_ops_append_eltwise", status);
  }

  /// Appends the addition of the target's former contents to a product's post-operations.
  void appendSum(long postOps) {
    int status;
    try {
      MethodHandle append = LINKER.downcallHandle(address("dnnl_post_ops_append_sum"), SUM);
      status = (int) append.invokeExact(postOps, 1f, 0, 0);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    check("dnnl_post_ops_append_sum", status);
  }

  private static MemorySegment address(String function) {
    if (SYMBOLS == null) {
      throw new IllegalStateException("oneDNN is not loaded");
    }
    return SYMBOLS.findOrThrow(function);
  }

  private static MethodHandle genericHandle() {
    MemoryLayout[] numbers = new MemoryLayout[MAX_PARAMETERS];
    Arrays.fill(numbers, JAVA_LONG);
    return LINKER.downcallHandle(FunctionDescriptor.of(JAVA_LONG, numbers));
  }

  private static void check(String function, int status) {
    if (status != DNNL_SUCCESS) {
      throw new SemblanceException(
          Fault.INTERNAL, "oneDNN: " + function + " returned status " + status);
    }
  }
}
