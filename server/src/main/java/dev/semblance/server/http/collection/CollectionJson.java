package dev.semblance.server.http.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.server.json.Json;
import java.io.IOException;
import java.util.List;

/// A collection on the wire: `{"name","documents","bytes","model","fingerprint"}`.
public final class CollectionJson {
  private CollectionJson() {}

  /// One collection, as UTF-8.
  public static byte[] of(CollectionInfo info) {
    return Json.write(json -> write(json, info));
  }

  /// `{"collections":[…]}`, as UTF-8.
  public static byte[] ofAll(List<CollectionInfo> infos) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("collections");
      for (CollectionInfo info : infos) {
        write(json, info);
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, CollectionInfo info) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", info.name());
    json.writeNumberField("documents", info.documents());
    json.writeNumberField("bytes", info.bytes());
    json.writeStringField("model", info.schema().vector().model());
    json.writeStringField("fingerprint", info.schema().vector().fingerprint());
    json.writeEndObject();
  }
}
