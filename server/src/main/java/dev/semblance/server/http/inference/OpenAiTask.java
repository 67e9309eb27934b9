package dev.semblance.server.http.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.EmbedOptions;
import dev.semblance.OutputForm;
import dev.semblance.Truncation;
import dev.semblance.server.http.wire.Fields;
import dev.semblance.server.http.wire.Refusal;
import dev.semblance.server.http.wire.Reply;
import dev.semblance.server.service.EmbedCall;
import dev.semblance.server.service.EmbedReply;
import dev.semblance.server.service.Inference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/// `/v1/embeddings`, in OpenAI's shape. *Safe for use by many threads.*
///
/// @param inference who embeds
public record OpenAiTask(Inference inference) {
  private enum Encoding {
    FLOAT,
    BASE64
  }

  public Reply embeddings(JsonNode body) {
    Fields fields = Fields.of(body);
    Encoding encoding = encoding(fields);
    EmbedOptions options =
        EmbedOptions.DEFAULT
            .with(inference.settings().truncation(null, Truncation.RIGHT))
            .with(new OutputForm(true, fields.countOrNull("dimensions")));
    EmbedReply reply =
        inference.embed(
            new EmbedCall(
                fields.textOrNull("model"), Inputs.of("input", fields.any("input")), options));
    return new Reply(json -> list(json, reply, encoding), reply.cost());
  }

  private static Encoding encoding(Fields fields) {
    if (!fields.object().has("encoding_format")) {
      return Encoding.FLOAT;
    }
    return switch (fields.text("encoding_format")) {
      case "float" -> Encoding.FLOAT;
      case "base64" -> Encoding.BASE64;
      case String other ->
          throw Refusal.wrongShape(
              "encoding_format", "unknown variant `" + other + "`, expected `float` or `base64`");
    };
  }

  private static void list(JsonGenerator json, EmbedReply reply, Encoding encoding)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("object", "list");
    json.writeArrayFieldStart("data");
    for (int index = 0; index < reply.embedded().size(); index++) {
      json.writeStartObject();
      json.writeStringField("object", "embedding");
      json.writeFieldName("embedding");
      vector(json, reply.embedded().get(index).vector(), encoding);
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

  private static void vector(JsonGenerator json, float[] vector, Encoding encoding)
      throws IOException {
    switch (encoding) {
      case FLOAT -> EmbedTasks.vector(json, vector);
      case BASE64 -> json.writeString(base64(vector));
    }
  }

  /// Little-endian 32-bit floats in the standard alphabet, padded.
  private static String base64(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
