package dev.semblance.search;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The ids of documents that were written or removed while a copy of their collection is made.
/// *Safe for use by many threads.*
final class ChangedIds {
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private volatile boolean unknown;

  void add(String id) {
    ids.add(id);
  }

  /// Notes that further documents were removed, whose ids are not known.
  void addUnknown() {
    unknown = true;
  }

  Set<String> ids() {
    return Set.copyOf(ids);
  }

  boolean hasUnknown() {
    return unknown;
  }
}
