package dev.semblance.server.http.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Json;
import dev.semblance.server.service.Models;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;

/// `/v1/models`: what is open, in OpenAI's shape and with what a client of this server wants to
/// know. *Safe for use by many threads.*
///
/// @param models the open ones
/// @param since when this server began
public record ModelRoutes(Models models, Instant since) {

  public void list(Context exchange) {
    Collection<ModelCard> cards = models.cards();
    exchange
        .contentType(Dialect.JSON)
        .result(
            Json.write(json -> {
              json.writeStartObject();
              json.writeStringField("object", "list");
              json.writeArrayFieldStart("data");
              for (ModelCard card : cards) {
                model(json, card);
              }
              json.writeEndArray();
              json.writeEndObject();
            }));
  }

  public void one(Context exchange) {
    ModelCard card = models.named(exchange.pathParam("model")).model();
    exchange.contentType(Dialect.JSON).result(Json.write(json -> model(json, card)));
  }

  private void model(JsonGenerator json, ModelCard card) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", card.id());
    json.writeStringField("object", "model");
    json.writeNumberField("created", since.getEpochSecond());
    json.writeStringField("owned_by", "semblance");
    json.writeStringField("fingerprint", card.fingerprint());
    json.writeNumberField("max_input_length", card.shape().maxTokens());
    switch (card.task()) {
      case ModelCard.Task.Embed(var outputs, _, _) -> {
        json.writeNumberField("dimensions", card.shape().dimensions());
        json.writeArrayFieldStart("outputs");
        for (Output output : Output.values()) {
          if (outputs.contains(output)) {
            json.writeString(name(output));
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
    json.writeEndObject();
  }

  private static String name(Output output) {
    return output == Output.MULTI_VECTOR ? "colbert" : output.name().toLowerCase(Locale.ROOT);
  }
}
