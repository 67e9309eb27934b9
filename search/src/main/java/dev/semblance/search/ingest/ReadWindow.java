package dev.semblance.search.ingest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Documents read ahead, of each id the last. *One thread at a time.*
final class ReadWindow {
  private final Map<String, ReadResult.Good> byId = new LinkedHashMap<>();
  private long chars;

  /// The entry it takes the place of, if any.
  ReadResult.@Nullable Good put(ReadResult.Good good) {
    ReadResult.Good replaced = byId.put(good.document().id(), good);
    chars += length(good) - (replaced == null ? 0 : length(replaced));
    return replaced;
  }

  boolean isFull() {
    return byId.size() >= Ingest.WINDOW || chars >= Ingest.WINDOW_CHARS;
  }

  /// All of them, the longest first, and none is left. (The longest first, so that what does not
  /// fit into memory shows at once and not at the end.)
  List<ReadResult.Good> drainByLength() {
    List<ReadResult.Good> sorted = new ArrayList<>(byId.values());
    sorted.sort(Comparator.comparingInt(ReadWindow::length).reversed());
    byId.clear();
    chars = 0;
    return sorted;
  }

  /// Cuts a list into runs that are written together.
  static List<List<ReadResult.Good>> slices(List<ReadResult.Good> all) {
    List<List<ReadResult.Good>> slices = new ArrayList<>();
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

  private static int length(ReadResult.Good good) {
    return good.document().title().length() + good.document().text().length();
  }
}
