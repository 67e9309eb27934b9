package dev.semblance.search.ingest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Documents read ahead, of each id the last. *One thread at a time.*
final class Window {
  private final Map<String, Reading.Good> byId = new LinkedHashMap<>();
  private long chars;

  /// The entry it takes the place of, if any.
  Reading.@Nullable Good put(Reading.Good good) {
    Reading.Good replaced = byId.put(good.document().id(), good);
    chars += length(good) - (replaced == null ? 0 : length(replaced));
    return replaced;
  }

  boolean isFull() {
    return byId.size() >= Ingest.WINDOW || chars >= Ingest.WINDOW_CHARS;
  }

  /// All of them, the longest first, and none is left. (The longest first, so that what does not
  /// fit into memory shows at once and not at the end.)
  List<Reading.Good> drainByLength() {
    List<Reading.Good> sorted = new ArrayList<>(byId.values());
    sorted.sort(Comparator.comparingInt(Window::length).reversed());
    byId.clear();
    chars = 0;
    return sorted;
  }

  /// Cuts a list into runs that are written together.
  static List<List<Reading.Good>> slices(List<Reading.Good> all) {
    List<List<Reading.Good>> slices = new ArrayList<>();
    int start = 0;
    long chars = 0;
    for (int i = 0; i < all.size(); i++) {
      chars += length(all.get(i));
      boolean last = i + 1 == all.size();
      if (last || i + 1 - start == Ingest.SLICE || chars >= Ingest.SLICE_CHARS) {
        slices.add(all.subList(start, i + 1));
        start = i + 1;
        chars = 0;
      }
    }
    return slices;
  }

  private static int length(Reading.Good good) {
    return good.document().title().length() + good.document().text().length();
  }
}
