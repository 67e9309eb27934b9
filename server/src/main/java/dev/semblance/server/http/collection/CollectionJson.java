package dev.semblance.server.http.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.ShownName;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.document.ModelVersion;
import dev.semblance.search.json.SchemaJson;
import dev.semblance.server.json.Json;
import java.io.IOException;
import java.util.List;

/// A collection on the wire: `{"name","documents","bytes","model","fingerprint","schema","state"}`.
/// Model and fingerprint are those of the first vector that has a model, or null.
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
    ModelVersion model = info.schema().model().orElse(null);
    json.writeStringField("model", model == null ? null : ShownName.of(model.id()));
    json.writeStringField("fingerprint", model == null ? null : model.fingerprint());
    json.writePOJOField("schema", SchemaJson.write(info.schema()));
    json.writeStringField("state", info.state().wireName());
    json.writeEndObject();
  }
}
