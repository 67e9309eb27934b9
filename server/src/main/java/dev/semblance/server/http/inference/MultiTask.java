package dev.semblance.server.http.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedding;
import dev.semblance.Model;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.OutputForm;
import dev.semblance.Prompt;
import dev.semblance.Tokenizer;
import dev.semblance.server.http.wire.Fields;
import dev.semblance.server.http.wire.Refusal;
import dev.semblance.server.http.wire.Reply;
import dev.semblance.server.service.EmbedCall;
import dev.semblance.server.service.EmbedReply;
import dev.semblance.server.service.Inference;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// `/embed_multi`: several kinds of embedding of each input, from one pass of the model. *Safe for
/// use by many threads.*
///
/// @param inference who embeds
public record MultiTask(Inference inference) {

  public Reply embed(JsonNode body) {
    Fields fields = Fields.of(body);
    String name = fields.textOrNull("model");
    Model model = inference.models().answeringTo(name);
    EmbedOptions options =
        prompted(Options.embed(fields, inference.settings()), fields)
            .with(outputs(fields, model))
            .with(new OutputForm(fields.flag("normalize", true), fields.countOrNull("dimensions")));
    EmbedReply reply =
        inference.embedKinds(
            new EmbedCall(name, Inputs.of("inputs", fields.any("inputs")), options));
    return new Reply(json -> list(json, reply, model), reply.cost());
  }

  /// `input_type` says what the text is for, in place of a prompt's name.
  private static EmbedOptions prompted(EmbedOptions options, Fields fields) {
    String type = fields.textOrNull("input_type");
    if (type == null) {
      return options;
    }
    if (fields.textOrNull("prompt_name") != null) {
      throw Refusal.wrongShape("input_type", "give either this or `prompt_name`");
    }
    return switch (type) {
      case "query" -> options.with(new Prompt.Query());
      case "document" -> options.with(new Prompt.Passage());
      default ->
          throw Refusal.wrongShape(
              "input_type", "unknown variant `" + type + "`, expected `query` or `document`");
    };
  }

  /// The kinds asked for; without `outputs`, all that the model makes.
  private static Output[] outputs(Fields fields, Model model) {
    if (fields.object().hasNonNull("outputs")) {
      List<String> names = fields.texts("outputs");
      if (names.isEmpty()) {
        throw Refusal.wrongShape("outputs", "expected at least one kind");
      }
      return names.stream().map(MultiTask::output).distinct().toArray(Output[]::new);
    }
    return switch (model.model().task()) {
      case ModelCard.Task.Embed(var makes, _) ->
          Stream.of(Output.DENSE, Output.SPARSE, Output.MULTI_VECTOR)
              .filter(makes::contains)
              .toArray(Output[]::new);
      case ModelCard.Task.Classify _ -> new Output[] {Output.DENSE}; // the service words the fault
    };
  }

  private static Output output(String name) {
    return switch (name) {
      case "dense" -> Output.DENSE;
      case "sparse" -> Output.SPARSE;
      case "colbert" -> Output.MULTI_VECTOR;
      default ->
          throw Refusal.wrongShape(
              "outputs", "unknown variant `" + name + "`, expected `dense`, `sparse` or `colbert`");
    };
  }

  private static void list(JsonGenerator json, EmbedReply reply, Model model) throws IOException {
    json.writeStartArray();
    for (Embedded embedded : reply.embedded()) {
      json.writeStartObject();
      for (Output output : Output.values()) {
        Embedding embedding = embedded.outputs().get(output);
        if (embedding != null) {
          write(json, embedding, model);
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Embedding embedding, Model model)
      throws IOException {
    switch (embedding) {
      case Embedding.Dense(float[] values) -> {
        json.writeFieldName("dense");
        EmbedTasks.vector(json, values);
      }
      case Embedding.Sparse sparse -> {
        json.writeFieldName("sparse");
        weights(json, sparse, model.tokenizer());
      }
      case Embedding.MultiVector vectors -> {
        json.writeFieldName("colbert");
        EmbedTasks.rows(json, vectors);
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
