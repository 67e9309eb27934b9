package dev.semblance.server.http.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.EmbedOptions;
import dev.semblance.OutputForm;
import dev.semblance.Truncation;
import dev.semblance.server.http.wire.Fields;
import dev.semblance.server.http.wire.Reply;
import dev.semblance.server.output.PackedVectors;
import dev.semblance.server.service.EmbedCall;
import dev.semblance.server.service.EmbedReply;
import dev.semblance.server.service.Inference;
import java.io.IOException;

/// `/v1/embeddings`, in OpenAI's shape. *Safe for use by many threads.*
///
/// @param inference who embeds
public record OpenAiTask(Inference inference) {
  public Reply embeddings(JsonNode body) {
    Fields fields = Fields.of(body);
    Encoding encoding = Encoding.of(fields);
    EmbedOptions options =
        EmbedOptions.DEFAULT
            .with(inference.settings().truncation(null, Truncation.RIGHT))
            .with(new OutputForm(true, fields.countOrNull("dimensions")));
    EmbedReply reply =
        inference.embed(
            new EmbedCall(
                fields.textOrNull("model"),
                Inputs.of("input", fields.any("input")),
                options,
                Options.precision(fields)));
    PackedVectors vectors = reply.dense();
    return new Reply(
        json -> list(json, reply, vectors, encoding), reply.cost(), vectors, reply.warnings());
  }

  private static void list(
      JsonGenerator json, EmbedReply reply, PackedVectors vectors, Encoding encoding)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("object", "list");
    json.writeArrayFieldStart("data");
    for (int index = 0; index < reply.embedded().size(); index++) {
      json.writeStartObject();
      json.writeStringField("object", "embedding");
      json.writeFieldName("embedding");
      encoding.write(json, vectors, index);
      json.writeNumberField("index", index);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("model", reply.model().id());
    json.writeObjectFieldStart("usage");
    json.writeNumberField("prompt_tokens", reply.cost().tokens());
    json.writeNumberField("total_tokens", reply.cost().tokens());
    json.writeEndObject();
    json.writeEndObject();
  }
}
