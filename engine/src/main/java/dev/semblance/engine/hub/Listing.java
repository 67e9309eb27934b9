package dev.semblance.engine.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// The files of a commit, as the hub lists them. It is kept beside the snapshot, so that later runs
/// can tell without the hub whether the snapshot is complete.
///
/// @param sizes bytes by name; [#UNKNOWN] where the hub does not say
record Listing(NavigableMap<String, Long> sizes) {
  static final long UNKNOWN = -1;

  private static final JsonMapper JSON = new JsonMapper();

  Listing {
    sizes = Collections.unmodifiableNavigableMap(new TreeMap<>(sizes));
  }

  Set<String> names() {
    return sizes.keySet();
  }

  /// Bytes of a file, or [#UNKNOWN].
  long size(String name) {
    return sizes.getOrDefault(name, UNKNOWN);
  }

  /// Adds the files of one page of the hub's list.
  static void add(JsonNode page, Map<String, Long> sizes) {
    for (JsonNode entry : page) {
      if (entry.path("type").asText().equals("file")) {
        sizes.put(entry.path("path").asText(), entry.path("size").asLong(UNKNOWN));
      }
    }
  }

  /// The form of the hub's list, on one page.
  byte[] toJson() throws IOException {
    ArrayNode page = JSON.createArrayNode();
    sizes.forEach(
        (name, size) -> page.addObject().put("type", "file").put("path", name).put("size", size));
    return JSON.writeValueAsBytes(page);
  }

  /// Reads [#toJson].
  static Listing fromJson(byte[] json) throws IOException {
    NavigableMap<String, Long> sizes = new TreeMap<>();
    add(JSON.readTree(json), sizes);
    return new Listing(sizes);
  }
}
