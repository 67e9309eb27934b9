package dev.semblance.collection;

import java.util.List;

/// A damaged part of a collection.
///
/// @param files that are damaged or missing, relative to the collection's folder
/// @param documents how many documents are in this part; 0 where that is not known
/// @param ids of them, where they can be read; else empty
/// @param separable whether a repair can remove this part and keep the rest
public record Damage(List<String> files, long documents, List<String> ids, boolean separable) {
  public Damage {
    files = List.copyOf(files);
    ids = List.copyOf(ids);
  }
}
