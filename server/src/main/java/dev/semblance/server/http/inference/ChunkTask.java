package dev.semblance.server.http.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Chunked;
import dev.semblance.Chunked.Chunk;
import dev.semblance.Chunking;
import dev.semblance.Chunking.Pool;
import dev.semblance.EmbedOptions;
import dev.semblance.server.http.wire.Fields;
import dev.semblance.server.http.wire.Refusal;
import dev.semblance.server.http.wire.Reply;
import dev.semblance.server.output.PackedVectors;
import dev.semblance.server.service.ChunkReply;
import dev.semblance.server.service.EmbedCall;
import dev.semblance.server.service.Inference;
import java.io.IOException;
import java.util.List;

/// `/embed_chunks`: texts of any length, window by window. *Safe for use by many threads.*
///
/// @param inference who embeds
public record ChunkTask(Inference inference) {

  public Reply embed(JsonNode body) {
    Fields fields = Fields.of(body);
    Chunking chunking = chunking(Fields.of(fields.any("chunk")));
    Encoding encoding = Encoding.of(fields);
    EmbedOptions options =
        Options.prompted(Options.embed(fields, inference.settings()), fields)
            .with(Options.form(fields));
    ChunkReply reply =
        inference.embedChunks(
            new EmbedCall(
                fields.textOrNull("model"),
                Inputs.of("inputs", fields.any("inputs")),
                options,
                Options.precision(fields)),
            chunking);
    List<PackedVectors> vectors = reply.chunked().stream().map(reply::vectors).toList();
    return new Reply(
        json ->
            new Writing(chunking.pool() != Pool.NONE, encoding)
                .list(json, reply.chunked(), vectors),
        reply.cost(),
        vectors.size() == 1 ? vectors.getFirst() : null,
        reply.warnings());
  }

  /// Reads `chunk`.
  private static Chunking chunking(Fields fields) {
    return new Chunking(
        fields.count("tokens"),
        fields.count("overlap", 0),
        fields.flag("late", false),
        pool(fields));
  }

  private static Pool pool(Fields fields) {
    String name = fields.textOrNull("pool");
    return switch (name) {
      case null -> Pool.NONE;
      case "none" -> Pool.NONE;
      case "mean" -> Pool.MEAN;
      case "max" -> Pool.MAX;
      default ->
          throw Refusal.wrongShape(
              "pool", "unknown variant `" + name + "`, expected `none`, `mean` or `max`");
    };
  }

  /// @param pooled whether a text has one vector, beside its windows
  private record Writing(boolean pooled, Encoding encoding) {

    void list(JsonGenerator json, List<Chunked> texts, List<PackedVectors> vectors)
        throws IOException {
      json.writeStartArray();
      for (int i = 0; i < texts.size(); i++) {
        json.writeStartObject();
        text(json, texts.get(i).chunks(), vectors.get(i));
        json.writeEndObject();
      }
      json.writeEndArray();
    }

    private void text(JsonGenerator json, List<Chunk> chunks, PackedVectors vectors)
        throws IOException {
      json.writeArrayFieldStart("chunks");
      for (int c = 0; c < chunks.size(); c++) {
        json.writeStartObject();
        json.writeNumberField("start", chunks.get(c).start());
        json.writeNumberField("end", chunks.get(c).end());
        json.writeNumberField("tokens", chunks.get(c).tokens());
        if (!pooled) {
          json.writeFieldName("embedding");
          encoding.write(json, vectors, c);
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      if (pooled) {
        json.writeFieldName("embedding");
        encoding.write(json, vectors, 0);
      }
    }
  }
}
