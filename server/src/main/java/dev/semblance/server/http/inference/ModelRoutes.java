package dev.semblance.server.http.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.json.Json;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.models.OpenModel;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// `/v1/models`: the open models in OpenAI's format, with further fields of this server. *Safe for
/// use by many threads.*
///
/// @param models the open models
/// @param since start time of the server
public record ModelRoutes(ModelRegistry models, Instant since) {

  public void list(Exchange exchange) {
    List<OpenModel> open = models.list();
    exchange
        .contentType(Dialect.JSON)
        .result(
            Json.write(json -> {
              json.writeStartObject();
              json.writeStringField("object", "list");
              json.writeArrayFieldStart("data");
              for (OpenModel model : open) {
                write(json, model);
              }
              json.writeEndArray();
              json.writeEndObject();
            }));
  }

  public void one(Exchange exchange) {
    OpenModel model = models.find(exchange.pathParameter("model"));
    exchange.contentType(Dialect.JSON).result(Json.write(json -> write(json, model)));
  }

  void write(JsonGenerator json, OpenModel model) throws IOException {
    ModelCard card = model.card();
    json.writeStartObject();
    json.writeStringField("id", models.servedName(card));
    json.writeStringField("object", "model");
    json.writeNumberField("created", since.getEpochSecond());
    json.writeStringField("owned_by", "semblance");
    json.writeStringField("fingerprint", card.fingerprint());
    json.writeNumberField("max_input_length", card.shape().maxTokens());
    switch (card.task()) {
      case ModelCard.Task.Embed(var outputs, _, _, boolean images) -> {
        json.writeArrayFieldStart("inputs");
        json.writeString("text");
        if (images) {
          json.writeString("image");
        }
        json.writeEndArray();
        json.writeNumberField("dimensions", card.shape().dimensions());
        json.writeArrayFieldStart("outputs");
        for (Output output : Output.values()) {
          if (outputs.contains(output)) {
            json.writeString(output.wireName());
          }
        }
        json.writeEndArray();
      }
      case ModelCard.Task.Classify(var labels) -> {
        json.writeArrayFieldStart("labels");
        for (String label : labels.values()) {
          json.writeString(label);
        }
        json.writeEndArray();
      }
    }
    json.writeBooleanField("default", models.defaultModel().card().id().equals(card.id()));
    json.writeNumberField("memory_bytes", model.bytes());
    json.writeNumberField("running", model.running());
    json.writeNumberField("idle_seconds", model.idle().toSeconds());
    json.writeEndObject();
  }
}
