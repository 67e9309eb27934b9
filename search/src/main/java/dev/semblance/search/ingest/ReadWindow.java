package dev.semblance.search.ingest;

import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Documents read ahead; of each id the last one read. *One thread at a time.*
final class ReadWindow {
  private final Map<String, Entry> byId = new LinkedHashMap<>();
  private final Map<String, String> places = new HashMap<>();
  private final Set<String> replacing = new HashSet<>();
  private long chars;

  /// Adds an entry.
  ///
  /// @param where it was read
  /// @return where the entry was read that it replaces, or null
  @Nullable String put(Entry entry, String where) {
    String id = entry.document().id();
    Entry replaced = byId.put(id, entry);
    chars += length(entry) - (replaced == null ? 0 : length(replaced));
    return places.put(id, where);
  }

  boolean isFull() {
    return byId.size() >= Ingest.WINDOW || chars >= Ingest.WINDOW_CHARS;
  }

  /// Where the entry of a document was read.
  String where(Document document) {
    return places.getOrDefault(document.id(), "");
  }

  /// Notes that the collection holds another document of this id.
  void markReplacing(Document document) {
    replacing.add(document.id());
  }

  boolean isReplacing(Document document) {
    return replacing.contains(document.id());
  }

  /// All entries, the longest first, so that one too long for the memory fails at once and not at
  /// the end.
  List<Entry> byLength() {
    List<Entry> sorted = new ArrayList<>(byId.values());
    sorted.sort(Comparator.comparingInt(ReadWindow::length).reversed());
    return sorted;
  }

  /// Cuts a list into runs that are written together.
  static List<List<Entry>> slices(List<Entry> all) {
    List<List<Entry>> slices = new ArrayList<>();
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

  private static int length(Entry entry) {
    return entry.document().title().length() + entry.document().text().length();
  }
}
