package dev.semblance.server.http.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.Chunked.Chunk;
import dev.semblance.Chunking;
import dev.semblance.Chunking.Pool;
import dev.semblance.server.http.wire.HttpReply;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.Json;
import dev.semblance.server.json.JsonError;
import dev.semblance.server.output.PackedVectors;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.service.ChunkReply;
import dev.semblance.server.service.EmbedCall;
import dev.semblance.server.service.Inference;
import dev.semblance.server.service.PartialFailure;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/// Reply to a request with `chunk`: the windows of its texts with a vector each, or one vector for
/// each text.
///
/// @param reply reply of the service
/// @param vectors vectors of each text
/// @param pooled whether a text has one vector
/// @param encoding format of vectors in JSON
record Chunks(ChunkReply reply, List<PackedVectors> vectors, boolean pooled, Encoding encoding) {

  /// Whether a request has a `chunk`.
  static boolean askedFor(Fields fields) {
    return fields.object().hasNonNull("chunk");
  }

  /// @param fields those of the call, with a `chunk`
  /// @param serving what becomes of the other texts where one is bad
  static Chunks of(
      Inference inference,
      RequestContext request,
      EmbedCall call,
      Fields fields,
      PartialFailure serving) {
    Chunking chunking = chunking(Fields.of(fields.any("chunk")));
    Encoding encoding = Encoding.of(fields);
    ChunkReply reply = inference.embedChunks(request, call, chunking, serving);
    return new Chunks(reply, reply.vectors(), chunking.pool() != Pool.NONE, encoding);
  }

  /// Reply of `/embed`: a vector for each text if pooled, otherwise [#windows].
  HttpReply embed() {
    return pooled ? answer(json -> encoding.write(json, all())) : windows();
  }

  /// An object with windows for each text.
  HttpReply windows() {
    List<Integer> texts = IntStream.range(0, vectors.size()).boxed().toList();
    return answer(json -> Elements.write(json, reply.results().with(texts), this::windows));
  }

  /// Reply of OpenAI's route: a list of embeddings, each with the index of its text and, if a text
  /// has several, with its offsets.
  ///
  /// @param model name of the model
  HttpReply openAi(String model) {
    return answer(json -> OpenAiTask.list(json, model, reply.cost(), this::data));
  }

  private HttpReply answer(Json.JsonWriting body) {
    return new HttpReply(body, reply.cost(), all(), reply.warnings()).with(reply.results());
  }

  /// All rows, with the number of rows of each text unless that is one.
  private PackedVectors all() {
    PackedVectors all = PackedVectors.together(vectors);
    return pooled ? all.matrix() : all;
  }

  private void windows(JsonGenerator json, int text) throws IOException {
    json.writeStartObject();
    List<Chunk> chunks = reply.chunked().get(text).chunks();
    json.writeArrayFieldStart("chunks");
    for (int c = 0; c < chunks.size(); c++) {
      json.writeStartObject();
      offsets(json, chunks.get(c));
      if (!pooled) {
        embedding(json, text, c);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    if (pooled) {
      embedding(json, text, 0);
    }
    json.writeEndObject();
  }

  private void data(JsonGenerator json) throws IOException {
    int index = 0;
    for (int text = 0; text < vectors.size(); text++) {
      for (int row = 0; row < vectors.get(text).rows().size(); row++) {
        json.writeStartObject();
        json.writeStringField("object", "embedding");
        embedding(json, text, row);
        json.writeNumberField("index", index++);
        if (!pooled) {
          json.writeNumberField("input", text);
          offsets(json, reply.chunked().get(text).chunks().get(row));
        }
        json.writeEndObject();
      }
    }
  }

  private void embedding(JsonGenerator json, int text, int row) throws IOException {
    json.writeFieldName("embedding");
    encoding.write(json, vectors.get(text), row);
  }

  private static void offsets(JsonGenerator json, Chunk chunk) throws IOException {
    json.writeNumberField("start", chunk.start());
    json.writeNumberField("end", chunk.end());
    json.writeNumberField("tokens", chunk.tokens());
  }

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
          throw JsonError.wrongShape(
              "pool", "unknown variant `" + name + "`, expected `none`, `mean` or `max`");
    };
  }
}
