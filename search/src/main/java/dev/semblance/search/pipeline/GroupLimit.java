package dev.semblance.search.pipeline;

import dev.semblance.collection.CollectionStore;
import dev.semblance.document.Document;
import dev.semblance.document.FieldSelection;
import dev.semblance.query.Arrangement.Grouping;
import dev.semblance.rank.Fused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Leaves out hits of a group that has as many already.
///
/// @param view that gave the hits
record GroupLimit(CollectionStore.View view, Grouping grouping) {

  /// @param ranked best first
  List<Fused> apply(List<Fused> ranked) {
    List<Document> documents =
        view.documents(
            ranked.stream().map(Fused::candidate).toList(),
            new FieldSelection(Set.of(grouping.field())));
    Map<Object, Integer> sizes = new HashMap<>();
    List<Fused> kept = new ArrayList<>();
    for (int i = 0; i < ranked.size(); i++) {
      Object group = group(documents.get(i).value(grouping.field()));
      if (group == null || sizes.merge(group, 1, Integer::sum) <= grouping.size()) {
        kept.add(ranked.get(i));
      }
    }
    return kept;
  }

  private static @Nullable Object group(@Nullable Object value) {
    return value instanceof List<?> list ? list.isEmpty() ? null : list.getFirst() : value;
  }
}
