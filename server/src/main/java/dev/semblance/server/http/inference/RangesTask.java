package dev.semblance.server.http.inference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.EmbedOptions;
import dev.semblance.Output;
import dev.semblance.Precision;
import dev.semblance.server.calibration.OutputRanges;
import dev.semblance.server.calibration.RangesJson;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.http.wire.HttpReply;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.Json;
import dev.semblance.server.json.JsonError;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.service.CalibrationReply;
import dev.semblance.server.service.Inference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// `/models/{model}/ranges`: the ranges of int8 and uint8 codes. *Safe for use by many threads.*
///
/// @param inference the embedding service, for ranges learned from texts
public record RangesTask(Inference inference) {

  /// Keeps ranges: given as such, or learned from `vectors`, or from `inputs`.
  public HttpReply keep(RequestContext request, JsonNode body) {
    Fields fields = Fields.of(body);
    long sources =
        Stream.of("lowest", "vectors", "inputs").filter(fields.object()::hasNonNull).count();
    if (sources != 1) {
      throw JsonError.wrongShape(
          "", "give `lowest` and `highest`, or `vectors`, or `inputs`; one of these");
    }
    CalibrationReply kept = kept(request, fields);
    return new HttpReply(
        json -> {
          json.writeStartObject();
          RangesJson.writeFields(json, kept.calibration());
          json.writeEndObject();
        },
        kept.cost(),
        kept.warnings());
  }

  /// Lists a model's ranges, in the format of `--ranges`.
  public void list(Exchange exchange) {
    List<OutputRanges> all = inference.calibration().of(exchange.pathParameter("model"));
    exchange.contentType(Dialect.JSON).result(Json.write(json -> RangesJson.write(json, all)));
  }

  private CalibrationReply kept(RequestContext request, Fields fields) {
    String model = fields.text("model");
    Output kind = RangesJson.readOutput(fields);
    if (fields.object().hasNonNull("lowest")) {
      return inference.calibration().save(RangesJson.readRanges(fields));
    }
    if (fields.object().hasNonNull("vectors")) {
      return inference.calibration().learn(model, kind, vectors(fields.any("vectors")));
    }
    EmbedOptions options =
        Options.embed(fields, inference.settings()).with(Options.form(fields)).with(kind);
    return inference
        .calibration()
        .learn(
            request,
            Inputs.of("inputs", fields.any("inputs")).call(model, options, Precision.FLOAT32));
  }

  private static List<float[]> vectors(JsonNode array) {
    if (!array.isArray()) {
      throw JsonError.wrongShape("vectors", "expected a list of lists of numbers");
    }
    List<float[]> vectors = new ArrayList<>(array.size());
    for (JsonNode vector : array) {
      vectors.add(RangesJson.floats("vectors", vector));
    }
    return vectors;
  }
}
