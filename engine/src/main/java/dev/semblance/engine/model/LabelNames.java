package dev.semblance.engine.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The names of a classifier's labels.
public final class LabelNames {
  private LabelNames() {}

  /// Names by index from `id2label`; `LABEL_0` … where a name is missing, like transformers.
  ///
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL when `id2label` names an index beyond
  ///   `count`
  public static SortedMap<Integer, String> of(ModelFolder folder, int count) {
    JsonFile config = folder.json("config.json");
    SortedMap<Integer, String> labels = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      labels.put(i, "LABEL_" + i);
    }
    for (Map.Entry<String, JsonNode> entry : config.root().path("id2label").properties()) {
      if (!entry.getKey().matches("\\d{1,6}") || Integer.parseInt(entry.getKey()) >= count) {
        throw config.broken(
            "id2label names index " + entry.getKey() + ", the classifier has " + count + " labels");
      }
      labels.put(Integer.parseInt(entry.getKey()), entry.getValue().asText());
    }
    return labels;
  }
}
