package dev.semblance.server.http.inference;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedding;
import dev.semblance.Model;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.Tokenizer;
import dev.semblance.server.http.wire.HttpReply;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.JsonError;
import dev.semblance.server.output.PackedVectors;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.service.EmbedReply;
import dev.semblance.server.service.Inference;
import dev.semblance.server.service.PartialFailure;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `/embed_multi`: several kinds of embedding of each input in one pass of the model. *Safe for use
/// by many threads.*
///
/// @param inference the embedding service
public record MultiTask(Inference inference) {

  public HttpReply embed(RequestContext request, JsonNode body) {
    Fields fields = Fields.of(body);
    // One model for outputs, embeddings and tokens, also where the default changes meanwhile.
    Model model = inference.models().answeringTo(fields.textOrNull("model"));
    EmbedOptions options =
        Options.prompted(Options.embed(fields, inference.settings()), fields)
            .with(outputs(fields, model))
            .with(Options.form(fields));
    Encoding encoding = Encoding.of(fields);
    EmbedReply reply =
        inference.embedKinds(
            request,
            Inputs.of("inputs", fields.any("inputs"))
                .call(model.card().id(), options, Options.precision(fields))
                .withMaxActive(fields.countOrNull("max_active_dims")),
            PartialFailure.FAIL_ALONE);
    List<InputEmbeddings> inputs =
        reply.embedded().stream().map(embedded -> packed(reply, embedded)).toList();
    return new HttpReply(
            json -> new EmbeddingWriting(reply, inputs, encoding, model).to(json),
            reply.cost(),
            alone(inputs, options.outputs()),
            reply.warnings())
        .with(reply.results());
  }

  /// The vectors of all inputs if they are of one kind, otherwise null.
  private static @Nullable PackedVectors alone(List<InputEmbeddings> inputs, Set<Output> kinds) {
    if (kinds.size() > 1 || kinds.contains(Output.SPARSE)) {
      return null;
    }
    Output kind = kinds.iterator().next();
    PackedVectors all =
        PackedVectors.together(
            inputs.stream().map(input -> requireNonNull(input.vectors().get(kind))).toList());
    return kind == Output.DENSE ? all.matrix() : all;
  }

  /// The requested kinds; by default all kinds of the model except token vectors.
  private static Output[] outputs(Fields fields, Model model) {
    if (fields.object().hasNonNull("outputs")) {
      List<String> names = fields.texts("outputs");
      if (names.isEmpty()) {
        throw JsonError.wrongShape("outputs", "expected at least one kind");
      }
      return names.stream().map(MultiTask::output).distinct().toArray(Output[]::new);
    }
    return switch (model.card().task()) {
      case ModelCard.Task.Embed(var makes, _, _, _) ->
          Stream.of(Output.DENSE, Output.SPARSE, Output.MULTI_VECTOR)
              .filter(makes::contains)
              .toArray(Output[]::new);
      case ModelCard.Task.Classify _ -> new Output[] {Output.DENSE}; // the service words the fault
    };
  }

  private static Output output(String name) {
    return Output.ofWireName(name)
        .orElseThrow(() ->
            JsonError.wrongShape(
                "outputs",
                "unknown variant `"
                    + name
                    + "`, expected `dense`, `sparse`, `colbert` or `tokens`"));
  }

  /// Embeddings of an input, as computed and packed.
  ///
  /// @param outputs every kind
  /// @param vectors the kinds that are vectors, in the precision asked for
  private record InputEmbeddings(
      Map<Output, Embedding> outputs, Map<Output, PackedVectors> vectors) {}

  private static InputEmbeddings packed(EmbedReply reply, Embedded embedded) {
    Map<Output, PackedVectors> vectors = new EnumMap<>(Output.class);
    embedded
        .outputs()
        .forEach((kind, embedding) -> {
          switch (embedding) {
            case Embedding.Dense(float[] values) -> vectors.put(kind, reply.dense(values));
            case Embedding.MultiVector rows -> vectors.put(kind, reply.rows(kind, rows));
            case Embedding.Sparse _ -> {}
          }
        });
    return new InputEmbeddings(embedded.outputs(), vectors);
  }

  /// Writes the embeddings of each input.
  private record EmbeddingWriting(
      EmbedReply reply, List<InputEmbeddings> inputs, Encoding encoding, Model model) {

    void to(JsonGenerator json) throws IOException {
      Elements.write(json, reply.results().with(inputs), this::input);
    }

    private void input(JsonGenerator json, InputEmbeddings input) throws IOException {
      json.writeStartObject();
      kinds(json, input);
      if (!reply.warnings().isEmpty()) {
        json.writeArrayFieldStart("warnings");
        for (String warning : reply.warnings()) {
          json.writeString(warning);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }

    private void kinds(JsonGenerator json, InputEmbeddings input) throws IOException {
      PackedVectors dense = input.vectors().get(Output.DENSE);
      if (dense != null) {
        json.writeFieldName("dense");
        encoding.write(json, dense, 0);
      }
      if (input.outputs().get(Output.SPARSE) instanceof Embedding.Sparse sparse) {
        json.writeFieldName("sparse");
        weights(json, sparse, model.tokenizer());
      }
      rows(json, Output.MULTI_VECTOR, input.vectors());
      rows(json, Output.TOKENS, input.vectors());
    }

    private void rows(JsonGenerator json, Output kind, Map<Output, PackedVectors> vectors)
        throws IOException {
      PackedVectors rows = vectors.get(kind);
      if (rows != null) {
        json.writeFieldName(kind.wireName());
        encoding.write(json, rows);
      }
    }
  }

  /// The id is the key. Its text is for human readers: two ids can have the same text.
  private static void weights(JsonGenerator json, Embedding.Sparse sparse, Tokenizer tokenizer)
      throws IOException {
    json.writeStartArray();
    for (int i = 0; i < sparse.ids().length; i++) {
      json.writeStartObject();
      json.writeNumberField("index", sparse.ids()[i]);
      json.writeStringField("token", tokenizer.decode(new int[] {sparse.ids()[i]}, false));
      json.writeNumberField("value", sparse.weights()[i]);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
