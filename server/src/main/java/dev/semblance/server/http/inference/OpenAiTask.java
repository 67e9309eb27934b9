package dev.semblance.server.http.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.EmbedOptions;
import dev.semblance.OutputForm;
import dev.semblance.Truncation;
import dev.semblance.server.http.wire.HttpReply;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.Json;
import dev.semblance.server.output.PackedVectors;
import dev.semblance.server.request.Cost;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.service.EmbedCall;
import dev.semblance.server.service.EmbedReply;
import dev.semblance.server.service.Inference;
import dev.semblance.server.service.PartialFailure;
import java.io.IOException;

/// `/v1/embeddings`, in OpenAI's format. *Safe for use by many threads.*
///
/// @param inference the embedding service
public record OpenAiTask(Inference inference) {
  public HttpReply embeddings(RequestContext request, JsonNode body) {
    Fields fields = Fields.of(body);
    EmbedOptions options =
        EmbedOptions.DEFAULT
            .with(inference.settings().truncation(null, Truncation.RIGHT))
            .with(new OutputForm(true, fields.countOrNull("dimensions")));
    String _ = fields.textOrNull("user"); // checked, as text-embeddings-inference does
    EmbedCall call =
        Inputs.of("input", fields.any("input"))
            .call(fields.textOrNull("model"), options, Options.precision(fields));
    if (Chunks.askedFor(fields)) {
      Chunks chunks = Chunks.of(inference, request, call, fields, PartialFailure.FAIL_ALL);
      return chunks.openAi(inference.models().servedName(chunks.reply().model()));
    }
    Encoding encoding = Encoding.of(fields);
    EmbedReply reply = inference.embed(request, call);
    PackedVectors vectors = reply.dense();
    String model = inference.models().servedName(reply.model());
    return new HttpReply(
        json -> list(json, model, reply.cost(), data -> write(data, vectors, encoding)),
        reply.cost(),
        vectors,
        reply.warnings());
  }

  /// Writes a list of embeddings with the fields around it.
  ///
  /// @param model name of the model
  /// @param data writes the elements of the list
  static void list(JsonGenerator json, String model, Cost cost, Json.JsonWriting data)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("object", "list");
    json.writeArrayFieldStart("data");
    data.to(json);
    json.writeEndArray();
    json.writeStringField("model", model);
    json.writeObjectFieldStart("usage");
    json.writeNumberField("prompt_tokens", cost.tokens());
    json.writeNumberField("total_tokens", cost.tokens());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, PackedVectors vectors, Encoding encoding)
      throws IOException {
    for (int index = 0; index < vectors.rows().size(); index++) {
      json.writeStartObject();
      json.writeStringField("object", "embedding");
      json.writeFieldName("embedding");
      encoding.write(json, vectors, index);
      json.writeNumberField("index", index);
      json.writeEndObject();
    }
  }
}
