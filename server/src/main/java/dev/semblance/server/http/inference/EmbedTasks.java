package dev.semblance.server.http.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedding;
import dev.semblance.Output;
import dev.semblance.OutputForm;
import dev.semblance.server.http.wire.Fields;
import dev.semblance.server.http.wire.Reply;
import dev.semblance.server.output.PackedVectors;
import dev.semblance.server.service.EmbedCall;
import dev.semblance.server.service.EmbedReply;
import dev.semblance.server.service.Inference;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/// `/embed`, `/embed_all` and `/embed_sparse`, as text-embeddings-inference answers them. *Safe for
/// use by many threads.*
///
/// @param inference who embeds
public record EmbedTasks(Inference inference) {

  public Reply embed(JsonNode body) {
    Fields fields = Fields.of(body);
    OutputForm form = Options.form(fields);
    Encoding encoding = Encoding.of(fields);
    EmbedReply reply = inference.embed(call(fields, options -> options.with(form)));
    PackedVectors vectors = reply.dense();
    return new Reply(
        json -> encoding.write(json, vectors), reply.cost(), vectors, reply.warnings());
  }

  public Reply embedAll(JsonNode body) {
    Fields fields = Fields.of(body);
    Encoding encoding = Encoding.of(fields);
    EmbedReply reply = inference.embedAll(call(fields, options -> options));
    List<PackedVectors> tokens =
        reply.embedded().stream()
            .map(one -> reply.rows(Output.TOKENS, one.vectors(Output.TOKENS)))
            .toList();
    return new Reply(
        json -> {
          json.writeStartArray();
          for (PackedVectors rows : tokens) {
            encoding.write(json, rows);
          }
          json.writeEndArray();
        },
        reply.cost(),
        tokens.size() == 1 ? tokens.getFirst() : null,
        reply.warnings());
  }

  public Reply embedSparse(JsonNode body) {
    EmbedReply reply = inference.embedSparse(call(Fields.of(body), options -> options));
    return new Reply(
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
    json.writeStartArray();
    for (float value : vector) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }

  private EmbedCall call(Fields fields, UnaryOperator<EmbedOptions> more) {
    return new EmbedCall(
        fields.textOrNull("model"),
        Inputs.of("inputs", fields.any("inputs")),
        more.apply(Options.embed(fields, inference.settings())),
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
