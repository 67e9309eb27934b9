package dev.semblance.engine.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The values of a torch pickle. They are data: nothing is looked up or called by name.
///
/// Values may contain themselves, so traversals have a fixed depth.
sealed interface Pickled {
  /// A marker on the pickle machine's stack.
  record Mark() implements Pickled {}

  record PickledNone() implements Pickled {}

  record Flag(boolean value) implements Pickled {}

  record Whole(long value) implements Pickled {}

  record Real(double value) implements Pickled {}

  record PickledText(String value) implements Pickled {}

  /// A name on the allow-list.
  record Global(String name) implements Pickled {}

  /// @param depth of tuples inside tuples
  record Tuple(List<Pickled> items, int depth) implements Pickled {}

  /// Not a record: lists are compared by identity, since they may contain themselves.
  final class Sequence implements Pickled {
    final List<Pickled> items = new ArrayList<>();
  }

  /// Entries under text keys; others are dropped.
  final class Dictionary implements Pickled {
    final Map<String, Pickled> entries = new LinkedHashMap<>();
  }

  /// @param key names the bytes
  /// @param elements declared number of elements
  record Storage(String key, ElementType type, long elements) implements Pickled {}

  /// A strided view of a storage.
  ///
  /// @param offset of the first, in elements
  /// @param size of each dimension
  /// @param stride of each dimension, in elements
  record Strided(Storage storage, long offset, long[] size, long[] stride) implements Pickled {}
}
