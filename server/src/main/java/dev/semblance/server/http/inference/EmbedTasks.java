package dev.semblance.server.http.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Embedded;
import dev.semblance.Embedding;
import dev.semblance.Output;
import dev.semblance.OutputForm;
import dev.semblance.server.http.wire.HttpReply;
import dev.semblance.server.json.Decimals;
import dev.semblance.server.json.Fields;
import dev.semblance.server.output.PackedVectors;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.service.EmbedCall;
import dev.semblance.server.service.EmbedReply;
import dev.semblance.server.service.Inference;
import dev.semblance.server.service.PartialFailure;
import java.io.IOException;

/// `/embed`, `/embed_all` and `/embed_sparse`, in the format of text-embeddings-inference. *Safe
/// for use by many threads.*
///
/// @param inference the embedding service
public record EmbedTasks(Inference inference) {

  public HttpReply embed(RequestContext request, JsonNode body) {
    Fields fields = Fields.of(body);
    EmbedCall call = call(fields, Options.form(fields));
    if (Chunks.askedFor(fields)) {
      return Chunks.of(inference, request, call, fields, PartialFailure.FAIL_ALL).embed();
    }
    Encoding encoding = Encoding.of(fields);
    EmbedReply reply = inference.embed(request, call);
    PackedVectors vectors = reply.dense();
    return new HttpReply(
        json -> encoding.write(json, vectors), reply.cost(), vectors, reply.warnings());
  }

  public HttpReply embedAll(RequestContext request, JsonNode body) {
    Fields fields = Fields.of(body);
    Encoding encoding = Encoding.of(fields);
    OutputForm cut = new OutputForm(false, fields.countOrNull("dimensions"));
    EmbedReply reply = inference.embedAll(request, call(fields, cut));
    PackedVectors tokens = reply.rows(Output.TOKENS);
    return new HttpReply(
        json -> encoding.writeEach(json, tokens), reply.cost(), tokens, reply.warnings());
  }

  public HttpReply embedSparse(RequestContext request, JsonNode body) {
    Fields fields = Fields.of(body);
    EmbedCall call = call(fields, OutputForm.NORMALIZED);
    EmbedReply reply =
        inference.embedSparse(request, call.withMaxActive(fields.countOrNull("max_active_dims")));
    return new HttpReply(
        json -> {
          json.writeStartArray();
          for (Embedded embedded : reply.embedded()) {
            weights(json, embedded.sparse());
          }
          json.writeEndArray();
        },
        reply.cost());
  }

  /// Writes a vector `[k]` as an array of the shortest decimals that read back the same.
  static void vector(JsonGenerator json, float[] vector) throws IOException {
    Decimals.write(json, vector.length, i -> vector[i]);
  }

  private EmbedCall call(Fields fields, OutputForm form) {
    return Inputs.of("inputs", fields.any("inputs"))
        .call(
            fields.textOrNull("model"),
            Options.embed(fields, inference.settings()).with(form),
            Options.precision(fields));
  }

  private static void weights(JsonGenerator json, Embedding.Sparse sparse) throws IOException {
    json.writeStartArray();
    for (int i = 0; i < sparse.ids().length; i++) {
      json.writeStartObject();
      json.writeNumberField("index", sparse.ids()[i]);
      json.writeNumberField("value", sparse.weights()[i]);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
