package dev.semblance.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.Embedded;
import dev.semblance.server.service.EmbedCall;
import dev.semblance.server.service.EmbedReply;
import dev.semblance.server.service.Inference;
import io.javalin.http.Context;
import java.io.IOException;

/// `/embed`, as text-embeddings-inference answers it. *Safe for use by many threads.*
///
/// @param inference who embeds
/// @param payload the longest body, in bytes
record EmbedRoutes(Inference inference, int payload) {

  void embed(Context exchange) throws IOException {
    Fields fields = Fields.of(Body.json(exchange, payload));
    EmbedReply reply =
        inference.embed(
            new EmbedCall(
                fields.textOrNull("model"),
                Inputs.of("inputs", fields.any("inputs")),
                Options.of(fields, inference.settings())));
    ComputeHeaders.write(exchange, reply.cost());
    exchange.contentType(Dialect.JSON).result(Json.write(json -> vectors(json, reply)));
  }

  private static void vectors(JsonGenerator json, EmbedReply reply) throws IOException {
    json.writeStartArray();
    for (Embedded embedded : reply.embedded()) {
      vector(json, embedded.vector());
    }
    json.writeEndArray();
  }

  /// Writes a vector `[k]` as an array of the shortest decimals that read back the same.
  static void vector(JsonGenerator json, float[] vector) throws IOException {
    json.writeStartArray();
    for (float value : vector) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }
}
