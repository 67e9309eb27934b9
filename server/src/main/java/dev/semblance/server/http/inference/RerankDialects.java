package dev.semblance.server.http.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.http.wire.HttpReply;
import dev.semblance.server.json.Fields;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.service.RankReply;
import dev.semblance.server.service.Scoring;
import dev.semblance.server.service.ServiceSettings;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/// `/v2/rerank` and `/v1/rerank`: reranking in the formats of Cohere and Jina. *Safe for use by
/// many threads.*
///
/// Source: Cohere's API reference, "Rerank API (v2)"; Jina's OpenAPI document, `/v1/rerank`.
///
/// @param scoring the scoring service
/// @param settings limits and defaults of requests
public record RerankDialects(Scoring scoring, ServiceSettings settings) {
  /// Cohere bills one search unit for a query with up to this many documents.
  private static final int DOCUMENTS_PER_SEARCH = 100;

  /// Documents of a request with their scores.
  private record RankedDocuments(RerankDocuments documents, List<Integer> best, RankReply reply) {}

  public HttpReply cohere(RequestContext request, JsonNode body) {
    Fields fields = Fields.of(body);
    RankedDocuments ranking = rank(request, fields);
    boolean echo = fields.flag("return_documents", false);
    return new HttpReply(json -> cohere(json, ranking, echo), ranking.reply().cost());
  }

  public HttpReply jina(RequestContext request, JsonNode body) {
    Fields fields = Fields.of(body);
    RankedDocuments ranking = rank(request, fields);
    boolean echo = fields.flag("return_documents", true);
    String model = scoring.models().servedName(ranking.reply().model());
    return new HttpReply(json -> jina(json, model, ranking, echo), ranking.reply().cost());
  }

  private RankedDocuments rank(RequestContext request, Fields fields) {
    String query = fields.text("query");
    RerankDocuments documents = RerankDocuments.of(fields.any("documents"));
    if (documents.texts().isEmpty()) {
      throw new SemblanceException(Fault.EMPTY, "`documents` cannot be empty");
    }
    Integer top = fields.countOrNull("top_n");
    if (top != null && top == 0) {
      throw new SemblanceException(Fault.INVALID, "`top_n` must be at least 1");
    }
    RankReply reply =
        scoring.rerank(
            request,
            fields.textOrNull("model"),
            query,
            documents.texts(),
            Options.score(Fields.none(), settings));
    List<Integer> best = reply.bestFirst();
    return new RankedDocuments(
        documents, top == null ? best : best.subList(0, Math.min(top, best.size())), reply);
  }

  private static void cohere(JsonGenerator json, RankedDocuments ranking, boolean echo)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", UUID.randomUUID().toString());
    results(json, ranking, echo);
    json.writeObjectFieldStart("meta");
    json.writeObjectFieldStart("api_version");
    json.writeStringField("version", "2");
    json.writeEndObject();
    json.writeObjectFieldStart("billed_units");
    json.writeNumberField(
        "search_units", Math.ceilDiv(ranking.documents().texts().size(), DOCUMENTS_PER_SEARCH));
    json.writeEndObject();
    json.writeObjectFieldStart("tokens");
    json.writeNumberField("input_tokens", ranking.reply().cost().tokens());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void jina(JsonGenerator json, String model, RankedDocuments ranking, boolean echo)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("model", model);
    json.writeStringField("object", "list");
    json.writeObjectFieldStart("usage");
    json.writeNumberField("total_tokens", ranking.reply().cost().tokens());
    json.writeNumberField("prompt_tokens", ranking.reply().cost().tokens());
    json.writeEndObject();
    results(json, ranking, echo);
    json.writeEndObject();
  }

  private static void results(JsonGenerator json, RankedDocuments ranking, boolean echo)
      throws IOException {
    json.writeArrayFieldStart("results");
    for (int index : ranking.best()) {
      json.writeStartObject();
      json.writeNumberField("index", index);
      if (echo) {
        json.writeFieldName("document");
        ranking.documents().write(json, index);
      }
      json.writeNumberField("relevance_score", ranking.reply().scored().get(index).score());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
