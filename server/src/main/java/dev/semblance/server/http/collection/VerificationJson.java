package dev.semblance.server.http.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.collection.Damage;
import dev.semblance.collection.Verification;
import dev.semblance.server.json.Json;
import java.io.IOException;
import java.util.List;

/// The result of a check on the wire: `{"collection","files","bytes","damage":[{"files",
/// "documents","ids","separable"}]}`.
public final class VerificationJson {
  private VerificationJson() {}

  /// As UTF-8.
  public static byte[] of(Verification verification) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeStringField("collection", verification.collection());
      json.writeNumberField("files", verification.files());
      json.writeNumberField("bytes", verification.bytes());
      json.writeArrayFieldStart("damage");
      for (Damage damage : verification.damage()) {
        write(json, damage);
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, Damage damage) throws IOException {
    json.writeStartObject();
    strings(json, "files", damage.files());
    json.writeNumberField("documents", damage.documents());
    strings(json, "ids", damage.ids());
    json.writeBooleanField("separable", damage.separable());
    json.writeEndObject();
  }

  private static void strings(JsonGenerator json, String field, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
