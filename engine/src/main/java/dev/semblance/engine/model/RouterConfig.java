package dev.semblance.engine.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `router_config.json`: the modules for queries and for documents. *Safe for use by many threads.*
///
/// Source: sentence-transformers, `Router`: `{"types": {module: class}, "structure": {route:
/// [modules]}}`; a module's name is its folder.
///
/// @param file the config
record RouterConfig(JsonFile file) {

  /// @throws dev.semblance.SemblanceException BROKEN_MODEL when it is missing
  static RouterConfig read(ModelFolder folder) {
    return new RouterConfig(folder.json("router_config.json"));
  }

  /// The types of a route's modules by their folders, in order; empty when there is no such route.
  Optional<Map<String, String>> route(String name) {
    JsonNode modules = file.root().path("structure").path(name);
    if (!modules.isArray()) {
      return Optional.empty();
    }
    Map<String, String> typeByPath = new LinkedHashMap<>();
    for (JsonNode module : modules) {
      JsonNode type = file.root().path("types").path(module.asText());
      if (!type.isTextual()) {
        throw file.broken("module " + module + " of route '" + name + "' has no type");
      }
      typeByPath.put(module.asText(), type.textValue());
    }
    return Optional.of(typeByPath);
  }
}
