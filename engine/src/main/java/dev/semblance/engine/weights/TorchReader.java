package dev.semblance.engine.weights;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads a dictionary of tensors saved by torch.
///
/// ```
/// zip     <root>/data.pkl         a pickle: name → storage key, offset, size, stride
///         <root>/data/<key>       the numbers of a storage
///         <root>/byteorder        "little"; may be absent
/// legacy  five pickles: magic number, version, sizes of types, the dictionary, list of keys;
///         then for each key a count (8 bytes) and the numbers of that storage
/// ```
///
/// Source: `torch.save` of 1.6 and later, and before. *One thread at a time.*
final class TorchReader {
  private static final ValueLayout.OfLong INT64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final byte[] ZIP = {'P', 'K'};
  private static final byte[] LEGACY_MAGIC = {
    (byte) 0x80,
    2,
    (byte) 0x8a,
    10,
    0x6c,
    (byte) 0xfc,
    (byte) 0x9c,
    0x46,
    (byte) 0xf9,
    0x20,
    0x6a,
    (byte) 0xa8,
    0x50,
    0x19,
    '.'
  };

  private final MappedFile file;
  private final Arena arena;

  private TorchReader(MappedFile file, Arena arena) {
    this.file = file;
    this.arena = arena;
  }

  /// @throws dev.semblance.SemblanceException BROKEN_MODEL naming file, tensor and reason
  static Map<String, Tensor> read(MappedFile file, Arena arena) {
    var reader = new TorchReader(file, arena);
    if (file.startsWith(ZIP)) {
      return reader.readZip();
    }
    if (file.startsWith(LEGACY_MAGIC)) {
      return reader.readLegacy();
    }
    throw file.broken("is neither a torch zip nor a legacy torch pickle");
  }

  private Map<String, Tensor> readZip() {
    Map<String, MemorySegment> entries = ZipIndex.read(file);
    String root = null;
    for (String name : entries.keySet()) {
      if (name.equals("data.pkl") || name.endsWith("/data.pkl")) {
        root = name.substring(0, name.length() - "data.pkl".length());
        break;
      }
    }
    if (root == null) {
      throw file.broken("no data.pkl in this zip");
    }
    MemorySegment order = entries.get(root + "byteorder");
    if (order != null && !ascii(order).startsWith("little")) {
      throw file.broken("byte order is not little");
    }
    MemorySegment pickle = entries.getOrDefault(root + "data.pkl", MemorySegment.NULL);
    Pickled.Dictionary dictionary = dictionary(new PickleReader(file, pickle, 0).read());
    Map<String, MemorySegment> storages = new HashMap<>();
    String prefix = root + "data/";
    entries.forEach((name, bytes) -> {
      if (name.startsWith(prefix)) {
        storages.put(name.substring(prefix.length()), bytes);
      }
    });
    return tensors(dictionary, storages);
  }

  private Map<String, Tensor> readLegacy() {
    var pickles = new PickleReader(file, file.bytes(), LEGACY_MAGIC.length);
    pickles.read();
    if (dictionary(pickles.read()).entries.get("little_endian") instanceof Pickled.Flag(var little)
        && !little) {
      throw file.broken("byte order is not little");
    }
    Pickled.Dictionary dictionary = dictionary(pickles.read());
    if (!(pickles.read() instanceof Pickled.Sequence keys)) {
      throw file.broken("pickle is damaged (the storage keys are no list)");
    }
    return tensors(dictionary, legacyStorages(dictionary, keys, pickles.position()));
  }

  private Map<String, MemorySegment> legacyStorages(
      Pickled.Dictionary dictionary, Pickled.Sequence keys, long begin) {
    Map<String, ElementType> types = new HashMap<>();
    for (Pickled value : dictionary.entries.values()) {
      if (value instanceof Pickled.Strided tensor) {
        types.put(tensor.storage().key(), tensor.storage().type());
      }
    }
    Map<String, MemorySegment> storages = new HashMap<>();
    long position = begin;
    for (Pickled key : keys.items) {
      if (!(key instanceof Pickled.PickledText(String name)) || !types.containsKey(name)) {
        throw file.broken("pickle is damaged (a storage that no tensor uses)");
      }
      long left = file.bytes().byteSize() - position - Long.BYTES;
      long count = left < 0 ? -1 : file.bytes().get(INT64, position);
      int width = types.get(name).bytes();
      if (count < 0 || count > left / width) {
        throw file.broken("storage " + name + " reaches beyond the end of the file");
      }
      storages.put(name, file.bytes().asSlice(position + Long.BYTES, count * width));
      position += Long.BYTES + count * width;
    }
    return storages;
  }

  private Map<String, Tensor> tensors(
      Pickled.Dictionary dictionary, Map<String, MemorySegment> storages) {
    var views = new TorchTensors(file, storages, arena);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    dictionary.entries.forEach((name, value) -> {
      if (value instanceof Pickled.Strided strided) {
        tensors.put(name, views.view(name, strided));
      }
    });
    return tensors;
  }

  private Pickled.Dictionary dictionary(Pickled value) {
    if (value instanceof Pickled.Dictionary dictionary) {
      return dictionary;
    }
    throw file.broken("pickle is damaged (a dictionary was expected)");
  }

  private static String ascii(MemorySegment text) {
    long size = Math.min(text.byteSize(), 16);
    return new String(text.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE), US_ASCII);
  }
}
