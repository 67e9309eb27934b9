package dev.semblance.server.http.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Classifier.Classified;
import dev.semblance.server.http.wire.HttpReply;
import dev.semblance.server.json.Fields;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.service.RankReply;
import dev.semblance.server.service.ScoreReply;
import dev.semblance.server.service.Scoring;
import dev.semblance.server.service.ServiceSettings;
import java.io.IOException;
import java.util.List;

/// `/predict` and `/rerank`, in the format of text-embeddings-inference. *Safe for use by many
/// threads.*
///
/// @param scoring the scoring service
/// @param settings limits and defaults of requests
public record ScoreTasks(Scoring scoring, ServiceSettings settings) {

  public HttpReply predict(RequestContext request, JsonNode body) {
    Fields fields = Fields.of(body);
    Examples examples = Examples.of(fields.any("inputs"));
    ScoreReply reply =
        scoring.predict(
            request,
            fields.textOrNull("model"),
            examples.examples(),
            examples.batch(),
            Options.score(fields, settings));
    return new HttpReply(json -> predictions(json, examples.batch(), reply), reply.cost());
  }

  public HttpReply rerank(RequestContext request, JsonNode body) {
    Fields fields = Fields.of(body);
    String query = fields.text("query");
    List<String> texts = fields.texts("texts");
    boolean returnText = fields.flag("return_text", false);
    RankReply reply =
        scoring.rerank(
            request, fields.textOrNull("model"), query, texts, Options.score(fields, settings));
    return new HttpReply(json -> ranks(json, returnText ? texts : List.of(), reply), reply.cost());
  }

  private static void predictions(JsonGenerator json, boolean batch, ScoreReply reply)
      throws IOException {
    if (batch) {
      json.writeStartArray();
    }
    for (Classified classified : reply.scored()) {
      json.writeStartArray();
      for (int label : RankReply.bestFirst(classified.scores())) {
        json.writeStartObject();
        json.writeNumberField("score", classified.scores()[label]);
        json.writeStringField("label", reply.labels().get(label));
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    if (batch) {
      json.writeEndArray();
    }
  }

  /// @param texts texts to return; empty if none
  private static void ranks(JsonGenerator json, List<String> texts, RankReply reply)
      throws IOException {
    json.writeStartArray();
    for (int index : reply.bestFirst()) {
      json.writeStartObject();
      json.writeNumberField("index", index);
      if (!texts.isEmpty()) {
        json.writeStringField("text", texts.get(index));
      }
      json.writeNumberField("score", reply.scored().get(index).score());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
