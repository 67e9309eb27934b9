package dev.semblance.server.http.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Output;
import dev.semblance.rank.HybridScore;
import dev.semblance.server.http.wire.HttpReply;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.JsonError;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.service.PairReply;
import dev.semblance.server.service.Scoring;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.TextPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/// `/score`: scores pairs of query and passage by each kind of embedding and by weighted means or
/// sums. *Safe for use by many threads.*
///
/// @param scoring the scoring service
/// @param settings limits and defaults of requests
public record PairTask(Scoring scoring, ServiceSettings settings) {
  /// Names of the scores, as in BGE-M3's own library.
  private static final Map<String, Set<Output>> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put("dense", Set.of(Output.DENSE));
    NAMES.put("sparse", Set.of(Output.SPARSE));
    NAMES.put("colbert", Set.of(Output.MULTI_VECTOR));
    NAMES.put("sparse+dense", Set.of(Output.SPARSE, Output.DENSE));
    NAMES.put("colbert+sparse+dense", HybridScore.COMPARABLE);
  }

  public HttpReply score(RequestContext request, JsonNode body) {
    Fields fields = Fields.of(body);
    HybridScore.KindWeights weights = weights(fields);
    Combine combine = combine(fields);
    PairReply reply =
        scoring.pairs(
            request,
            fields.textOrNull("model"),
            pairs(fields.any("pairs")),
            Options.embed(fields, settings));
    return new HttpReply(
        json ->
            Elements.write(
                json, reply.scores(), (out, score) -> scores(out, score, weights, combine)),
        reply.cost());
  }

  private static List<TextPair> pairs(JsonNode value) {
    if (!value.isArray()) {
      throw unmatched("pairs");
    }
    List<TextPair> pairs = new ArrayList<>(value.size());
    for (JsonNode pair : value) {
      if (pair.size() != 2 || !pair.path(0).isTextual() || !pair.path(1).isTextual()) {
        throw unmatched(Fields.element("pairs", pairs.size()));
      }
      pairs.add(new TextPair(pair.get(0).textValue(), pair.get(1).textValue()));
    }
    return pairs;
  }

  private static JsonError unmatched(String field) {
    return JsonError.wrongShape(field, "expected a list of pairs of strings: query, passage");
  }

  /// `[dense, sparse, colbert]`; equal weights by default.
  private static HybridScore.KindWeights weights(Fields fields) {
    if (!fields.object().hasNonNull("weights")) {
      return HybridScore.KindWeights.EQUAL;
    }
    JsonNode value = fields.any("weights");
    boolean fits = value.isArray() && value.size() == 3;
    for (JsonNode weight : value) {
      fits &= weight.isNumber();
    }
    if (!fits) {
      throw JsonError.wrongShape("weights", "expected three numbers: dense, sparse, colbert");
    }
    return new HybridScore.KindWeights(
        value.get(0).doubleValue(), value.get(1).doubleValue(), value.get(2).doubleValue());
  }

  /// How scores of several kinds become one.
  private enum Combine {
    /// The weighted mean, as BGE-M3's own library.
    MEAN,
    /// The weighted sum, as published hybrid scorers: `w₁·dense + w₂·sparse`.
    SUM
  }

  private static Combine combine(Fields fields) {
    String name = fields.textOrNull("combine");
    return switch (name) {
      case null -> Combine.MEAN;
      case "mean" -> Combine.MEAN;
      case "sum" -> Combine.SUM;
      default ->
          throw JsonError.wrongShape(
              "combine", "unknown variant `" + name + "`, expected `mean` or `sum`");
    };
  }

  private static void scores(
      JsonGenerator json, HybridScore score, HybridScore.KindWeights weights, Combine combine)
      throws IOException {
    json.writeStartObject();
    for (var name : NAMES.entrySet()) {
      Set<Output> kinds = name.getValue();
      OptionalDouble value =
          kinds.size() == 1
              ? score.mean(HybridScore.KindWeights.EQUAL, kinds)
              : switch (combine) {
                case MEAN -> score.mean(weights, kinds);
                case SUM -> score.sum(weights, kinds);
              };
      if (value.isPresent()) {
        json.writeNumberField(name.getKey(), (float) value.getAsDouble());
      }
    }
    json.writeEndObject();
  }
}
