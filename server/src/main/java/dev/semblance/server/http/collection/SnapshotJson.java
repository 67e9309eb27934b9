package dev.semblance.server.http.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.collection.Snapshot;
import dev.semblance.server.json.Json;
import java.io.IOException;
import java.util.List;

/// A snapshot on the wire: `{"name","created","documents","bytes"}`.
public final class SnapshotJson {
  private SnapshotJson() {}

  /// One snapshot, as UTF-8.
  public static byte[] of(Snapshot snapshot) {
    return Json.write(json -> write(json, snapshot));
  }

  /// `{"snapshots":[…]}`, as UTF-8.
  public static byte[] ofAll(List<Snapshot> snapshots) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("snapshots");
      for (Snapshot snapshot : snapshots) {
        write(json, snapshot);
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, Snapshot snapshot) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", snapshot.name());
    json.writeStringField("created", snapshot.created().toString());
    json.writeNumberField("documents", snapshot.documents());
    json.writeNumberField("bytes", snapshot.bytes());
    json.writeEndObject();
  }
}
