package dev.semblance.server.http.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Embedded;
import dev.semblance.Embedding;
import dev.semblance.Output;
import dev.semblance.OutputForm;
import dev.semblance.server.http.wire.Fields;
import dev.semblance.server.http.wire.Reply;
import dev.semblance.server.service.EmbedCall;
import dev.semblance.server.service.EmbedReply;
import dev.semblance.server.service.Inference;
import java.io.IOException;

/// `/embed`, `/embed_all` and `/embed_sparse`, as text-embeddings-inference answers them. *Safe for
/// use by many threads.*
///
/// @param inference who embeds
public record EmbedTasks(Inference inference) {

  public Reply embed(JsonNode body) {
    Fields fields = Fields.of(body);
    var form = new OutputForm(fields.flag("normalize", true), fields.countOrNull("dimensions"));
    EmbedCall call = call(fields);
    EmbedReply reply =
        inference.embed(new EmbedCall(call.model(), call.inputs(), call.options().with(form)));
    return list(reply, (json, embedded) -> vector(json, embedded.vector()));
  }

  public Reply embedAll(JsonNode body) {
    return list(
        inference.embedAll(call(Fields.of(body))),
        (json, embedded) -> rows(json, embedded.vectors(Output.TOKENS)));
  }

  public Reply embedSparse(JsonNode body) {
    return list(
        inference.embedSparse(call(Fields.of(body))),
        (json, embedded) -> weights(json, embedded.sparse()));
  }

  /// Writes a vector `[k]` as an array of the shortest decimals that read back the same.
  static void vector(JsonGenerator json, float[] vector) throws IOException {
    json.writeStartArray();
    for (float value : vector) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }

  private EmbedCall call(Fields fields) {
    return new EmbedCall(
        fields.textOrNull("model"),
        Inputs.of("inputs", fields.any("inputs")),
        Options.embed(fields, inference.settings()));
  }

  private static Reply list(EmbedReply reply, Element element) {
    return new Reply(
        json -> {
          json.writeStartArray();
          for (Embedded embedded : reply.embedded()) {
            element.write(json, embedded);
          }
          json.writeEndArray();
        },
        reply.cost());
  }

  /// Writes vectors `[rows,width]` as an array of arrays.
  static void rows(JsonGenerator json, Embedding.MultiVector vectors) throws IOException {
    json.writeStartArray();
    for (int row = 0; row < vectors.rows(); row++) {
      json.writeStartArray();
      for (int i = row * vectors.width(); i < (row + 1) * vectors.width(); i++) {
        json.writeNumber(vectors.values()[i]);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
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

  /// Writes what stands for one input.
  private interface Element {
    void write(JsonGenerator json, Embedded embedded) throws IOException;
  }
}
