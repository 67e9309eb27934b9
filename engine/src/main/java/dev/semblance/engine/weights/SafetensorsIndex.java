package dev.semblance.engine.weights;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.engine.model.JsonFile;
import dev.semblance.engine.model.ModelFolder;
import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads weights split over several safetensors files: an index maps each tensor's name to the file
/// that holds it.
///
/// Source: `model.safetensors.index.json` as transformers writes it.
final class SafetensorsIndex {
  private SafetensorsIndex() {}

  static Map<String, Tensor> read(ModelFolder folder, String name, Arena arena) {
    JsonFile index = folder.json(name);
    JsonNode places = index.root().path("weight_map");
    if (!places.isObject()) {
      throw index.broken("weight_map is missing or no object");
    }
    Map<String, Map<String, Tensor>> shards = new LinkedHashMap<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> place : places.properties()) {
      if (!place.getValue().isTextual()) {
        throw index.broken("the shard of tensor " + place.getKey() + " must be a string");
      }
      String shard = place.getValue().textValue();
      Tensor tensor =
          shards.computeIfAbsent(shard, s -> open(folder, s, arena)).get(place.getKey());
      if (tensor == null) {
        throw index.broken("tensor " + place.getKey() + " is missing from shard " + shard);
      }
      tensors.put(place.getKey(), tensor);
    }
    return tensors;
  }

  private static Map<String, Tensor> open(ModelFolder folder, String shard, Arena arena) {
    var path = folder.resolve("shard", shard);
    if (!folder.has(shard)) {
      throw folder.broken("shard " + shard + " is missing");
    }
    return SafetensorsReader.read(MappedFile.open(shard, path, arena));
  }
}
