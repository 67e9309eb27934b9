package dev.semblance.engine.weights;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/// Makes tensors of storages, offsets and strides. Row-major and column-major ones are views;
/// others are copied into the arena. *One thread at a time.*
final class TorchTensors {
  private final MappedFile file;
  private final Map<String, MemorySegment> storages;
  private final Arena arena;
  private long gathered;

  TorchTensors(MappedFile file, Map<String, MemorySegment> storages, Arena arena) {
    this.file = file;
    this.storages = storages;
    this.arena = arena;
  }

  /// @throws dev.semblance.SemblanceException BROKEN_MODEL when it exceeds its storage
  Tensor view(String name, Pickled.Strided strided) {
    String subject = "tensor '" + name + "'";
    ElementType type = strided.storage().type();
    long[] size = strided.size();
    long[] stride = strided.stride();
    long bytes = Shapes.bytes(file.name() + ": " + subject, type, size);
    MemorySegment storage = storage(strided.storage());
    checkInside(subject, strided, storage.byteSize() / type.bytes());
    MemorySegment from = storage.asSlice(bytes == 0 ? 0 : strided.offset() * type.bytes());
    if (bytes == 0 || isRowMajor(size, stride)) {
      return new Tensor(name, type, size, Layout.ROW_MAJOR, from.asSlice(0, bytes));
    }
    if (size.length == 2 && stride[0] == 1 && stride[1] == size[0]) {
      return new Tensor(name, type, size, Layout.COLUMN_MAJOR, from.asSlice(0, bytes));
    }
    gathered += bytes;
    if (bytes > storage.byteSize() || gathered > file.bytes().byteSize()) {
      throw file.broken(subject + " is too large: it repeats the numbers of its storage");
    }
    MemorySegment copy = arena.allocate(bytes, Long.BYTES);
    gather(from, strided, copy);
    return new Tensor(name, type, size, Layout.ROW_MAJOR, copy);
  }

  private MemorySegment storage(Pickled.Storage storage) {
    MemorySegment bytes = storages.get(storage.key());
    if (bytes == null) {
      throw file.broken("storage " + storage.key() + " is missing");
    }
    long[] shape = {storage.elements()};
    long needed = Shapes.bytes(file.name() + ": storage", storage.type(), shape);
    if (bytes.byteSize() < needed) {
      throw file.broken(
          "storage "
              + storage.key()
              + " has "
              + bytes.byteSize()
              + " bytes, "
              + needed
              + " are needed");
    }
    return bytes.asSlice(0, needed);
  }

  private void checkInside(String subject, Pickled.Strided strided, long elements) {
    long last = strided.offset();
    for (int i = 0; i < strided.size().length; i++) {
      long stride = strided.stride()[i];
      long steps = Math.max(0, strided.size()[i] - 1);
      if (stride < 0) {
        throw file.broken(subject + " has a negative stride: " + stride);
      }
      if (Math.multiplyHigh(steps, stride) != 0 || steps * stride < 0) {
        throw file.broken(subject + " reaches beyond its storage: stride " + stride);
      }
      last = last < 0 ? last : last + steps * stride;
    }
    boolean empty = Arrays.stream(strided.size()).anyMatch(size -> size == 0);
    if (strided.offset() < 0 || last < 0 || (!empty && last >= elements)) {
      throw file.broken(
          subject + " reaches beyond its storage: element " + last + " of " + elements);
    }
  }

  private static boolean isRowMajor(long[] size, long[] stride) {
    long dense = 1;
    for (int i = size.length - 1; i >= 0; i--) {
      if (size[i] != 1 && stride[i] != dense) {
        return false;
      }
      dense *= size[i];
    }
    return true;
  }

  /// Copies in row-major order, counting through the indices like an odometer.
  private static void gather(MemorySegment from, Pickled.Strided strided, MemorySegment into) {
    int width = strided.storage().type().bytes();
    long[] size = strided.size();
    long[] stride = strided.stride();
    long[] index = new long[size.length];
    long source = 0;
    for (long at = 0; at < into.byteSize(); at += width) {
      MemorySegment.copy(from, source * width, into, at, width);
      for (int i = size.length - 1; i >= 0; i--) {
        source += stride[i];
        if (++index[i] < size[i]) {
          break;
        }
        source -= stride[i] * size[i];
        index[i] = 0;
      }
    }
  }
}
