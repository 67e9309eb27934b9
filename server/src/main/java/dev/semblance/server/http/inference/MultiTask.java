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
import dev.semblance.server.service.EmbedCall;
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

/// `/embed_multi`: several kinds of embedding of each input, from one pass of the model. *Safe for
/// use by many threads.*
///
/// @param inference who embeds
public record MultiTask(Inference inference) {

  public HttpReply embed(RequestContext request, JsonNode body) {
    Fields fields = Fields.of(body);
    String name = fields.textOrNull("model");
    Model model = inference.models().answeringTo(name);
    EmbedOptions options =
        Options.prompted(Options.embed(fields, inference.settings()), fields)
            .with(outputs(fields, model))
            .with(Options.form(fields));
    Encoding encoding = Encoding.of(fields);
    EmbedReply reply =
        inference.embedKinds(
            request,
            new EmbedCall(
                name,
                Inputs.of("inputs", fields.any("inputs")),
                options,
                Options.precision(fields),
                fields.countOrNull("max_active_dims")),
            PartialFailure.FAIL_ALONE);
    List<Made> made = reply.embedded().stream().map(one -> made(reply, one)).toList();
    return new HttpReply(
            json -> new EmbeddingWriting(reply, made, encoding, model).to(json),
            reply.cost(),
            alone(made, options.outputs()),
            reply.warnings())
        .with(reply.results());
  }

  /// The vectors of all inputs where they are of one kind; null where there are other things too.
  private static @Nullable PackedVectors alone(List<Made> made, Set<Output> kinds) {
    if (kinds.size() > 1 || kinds.contains(Output.SPARSE)) {
      return null;
    }
    Output kind = kinds.iterator().next();
    PackedVectors all =
        PackedVectors.together(
            made.stream().map(one -> requireNonNull(one.vectors().get(kind))).toList());
    return kind == Output.DENSE ? all.matrix() : all;
  }

  /// The kinds asked for; without `outputs`, all that the model makes but its tokens' own vectors.
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

  /// What was made of an input.
  ///
  /// @param outputs every kind
  /// @param vectors the kinds that are vectors, in the precision asked for
  private record Made(Map<Output, Embedding> outputs, Map<Output, PackedVectors> vectors) {}

  private static Made made(EmbedReply reply, Embedded embedded) {
    Map<Output, PackedVectors> vectors = new EnumMap<>(Output.class);
    embedded
        .outputs()
        .forEach((kind, made) -> {
          switch (made) {
            case Embedding.Dense(float[] values) -> vectors.put(kind, reply.dense(values));
            case Embedding.MultiVector rows -> vectors.put(kind, reply.rows(kind, rows));
            case Embedding.Sparse _ -> {}
          }
        });
    return new Made(embedded.outputs(), vectors);
  }

  /// Writes the list of what was made of each input.
  private record EmbeddingWriting(
      EmbedReply reply, List<Made> made, Encoding encoding, Model model) {

    void to(JsonGenerator json) throws IOException {
      Elements.write(json, reply.results().with(made), this::one);
    }

    private void one(JsonGenerator json, Made one) throws IOException {
      json.writeStartObject();
      kinds(json, one);
      if (!reply.warnings().isEmpty()) {
        json.writeArrayFieldStart("warnings");
        for (String warning : reply.warnings()) {
          json.writeString(warning);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }

    private void kinds(JsonGenerator json, Made one) throws IOException {
      PackedVectors dense = one.vectors().get(Output.DENSE);
      if (dense != null) {
        json.writeFieldName("dense");
        encoding.write(json, dense, 0);
      }
      if (one.outputs().get(Output.SPARSE) instanceof Embedding.Sparse sparse) {
        json.writeFieldName("sparse");
        weights(json, sparse, model.tokenizer());
      }
      rows(json, Output.MULTI_VECTOR, one.vectors());
      rows(json, Output.TOKENS, one.vectors());
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

  /// The id is the key; its text is for people, since two ids can show the same text.
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
