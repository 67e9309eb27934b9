package dev.semblance.engine.weights;

import dev.semblance.SemblanceException;
import java.util.List;
import java.util.Map;

/// The names allowed in a torch pickle, and their values. No code is loaded or called. *Safe for
/// use by many threads.*
final class TorchGlobals {
  private static final String ORDERED = "collections.OrderedDict";
  private static final String TENSOR = "torch._utils._rebuild_tensor_v2";
  private static final String PARAMETER = "torch._utils._rebuild_parameter";
  private static final int MAX_RANK = 64;
  private static final Map<String, ElementType> STORAGES =
      Map.of(
          "torch.FloatStorage", ElementType.FLOAT32,
          "torch.HalfStorage", ElementType.FLOAT16,
          "torch.BFloat16Storage", ElementType.BFLOAT16,
          "torch.DoubleStorage", ElementType.FLOAT64,
          "torch.LongStorage", ElementType.INT64,
          "torch.IntStorage", ElementType.INT32,
          "torch.ShortStorage", ElementType.INT16,
          "torch.CharStorage", ElementType.INT8,
          "torch.ByteStorage", ElementType.UINT8,
          "torch.BoolStorage", ElementType.BOOL);

  private final MappedFile file;

  TorchGlobals(MappedFile file) {
    this.file = file;
  }

  /// @throws SemblanceException BROKEN_MODEL for a name that is not on the list
  Pickled.Global find(String module, String name) {
    String full = module + "." + name;
    boolean allowed =
        full.equals(ORDERED)
            || full.equals(TENSOR)
            || full.equals(PARAMETER)
            || STORAGES.containsKey(full);
    if (!allowed) {
      throw file.broken("refuses " + full + ": only tensors are read from this file");
    }
    return new Pickled.Global(full);
  }

  /// The result of calling a name with these arguments.
  Pickled rebuild(Pickled.Global global, List<Pickled> arguments) {
    return switch (global.name()) {
      case ORDERED -> dictionary(arguments);
      case TENSOR -> tensor(arguments);
      case PARAMETER -> argument(arguments, 0);
      default -> throw damaged(global.name() + " is called");
    };
  }

  /// A persistent id: `("storage", type, key, device, elements)`.
  Pickled storage(Pickled id) {
    if (!(id instanceof Pickled.Tuple(var items, _))
        || !(argument(items, 0) instanceof Pickled.PickledText(String kind))
        || !kind.equals("storage")
        || !(argument(items, 1) instanceof Pickled.Global(String name))
        || !(argument(items, 2) instanceof Pickled.PickledText(String key))
        || !(argument(items, 4) instanceof Pickled.Whole(long elements))) {
      throw damaged("a persistent id that names no storage");
    }
    ElementType type = STORAGES.get(name);
    if (type == null) {
      throw damaged(name + " is no storage");
    }
    return new Pickled.Storage(key, type, elements);
  }

  private Pickled dictionary(List<Pickled> arguments) {
    if (!arguments.isEmpty()) {
      throw damaged("a dictionary made of arguments");
    }
    return new Pickled.Dictionary();
  }

  private Pickled tensor(List<Pickled> arguments) {
    if (!(argument(arguments, 0) instanceof Pickled.Storage storage)
        || !(argument(arguments, 1) instanceof Pickled.Whole(long offset))) {
      throw damaged("a tensor without storage or offset");
    }
    long[] size = integers(argument(arguments, 2));
    long[] stride = integers(argument(arguments, 3));
    if (size.length != stride.length) {
      throw damaged("a tensor of " + size.length + " sizes and " + stride.length + " strides");
    }
    return new Pickled.Strided(storage, offset, size, stride);
  }

  private long[] integers(Pickled value) {
    if (!(value instanceof Pickled.Tuple(var items, _)) || items.size() > MAX_RANK) {
      throw damaged("sizes or strides that are no short tuple");
    }
    long[] numbers = new long[items.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(items.get(i) instanceof Pickled.Whole(long number))) {
        throw damaged("a size or stride that is no integer");
      }
      numbers[i] = number;
    }
    return numbers;
  }

  private Pickled argument(List<Pickled> arguments, int index) {
    if (index >= arguments.size()) {
      throw damaged("an argument is missing");
    }
    return arguments.get(index);
  }

  private SemblanceException damaged(String fact) {
    return file.broken("pickle is damaged (" + fact + ")");
  }
}
