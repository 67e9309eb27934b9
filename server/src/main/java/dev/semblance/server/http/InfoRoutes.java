package dev.semblance.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.ModelCard;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.json.Json;
import dev.semblance.server.service.Inference;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Version;
import dev.semblance.vector.Kernel;
import java.io.IOException;

/// `/health` and `/info`. *Safe for use by many threads.*
///
/// @param inference has the models; `/info` describes the model of the path, otherwise the first
record InfoRoutes(Inference inference) {
  /// Uses nothing that can block.
  void health(Exchange exchange) {
    exchange.status(200);
  }

  void info(Exchange exchange) {
    ModelCard model = inference.models().named(exchange.pathParameterOrNull("model")).card();
    exchange.contentType(Dialect.JSON).result(Json.write(json -> info(json, model)));
  }

  private void info(JsonGenerator json, ModelCard model) throws IOException {
    ServiceSettings settings = inference.settings();
    json.writeStartObject();
    json.writeStringField("model_id", inference.models().shownName(model));
    json.writeNullField("model_sha");
    json.writeStringField("model_fingerprint", model.fingerprint());
    json.writeStringField("vector_kernel", Kernel.best().implementationName());
    json.writeStringField("model_dtype", model.shape().precision());
    json.writeStringField("served_model_name", inference.models().servedName(model));
    json.writeObjectFieldStart("model_type");
    type(json, model.task());
    json.writeEndObject();
    json.writeNumberField("max_concurrent_requests", settings.capacity().waiting());
    json.writeNumberField("max_input_length", model.shape().maxTokens());
    json.writeNumberField("max_batch_tokens", settings.capacity().batchTokens());
    json.writeNumberField("max_batch_requests", settings.capacity().batchInputs());
    json.writeNumberField("max_client_batch_size", settings.limits().batch());
    json.writeBooleanField("auto_truncate", settings.autoTruncate());
    // Each request tokenizes on its own thread; as many run as there are cores.
    json.writeNumberField("tokenization_workers", Runtime.getRuntime().availableProcessors());
    json.writeStringField("version", Version.NUMBER);
    json.writeNullField("sha");
    json.writeNullField("docker_label");
    json.writeEndObject();
  }

  private static void type(JsonGenerator json, ModelCard.Task task) throws IOException {
    switch (task) {
      case ModelCard.Task.Embed(_, String pooling, _, _) -> {
        json.writeObjectFieldStart("embedding");
        json.writeStringField("pooling", pooling.replace("lasttoken", "last_token")); // TEI's name
        json.writeEndObject();
      }
      case ModelCard.Task.Classify(var labels) -> {
        json.writeObjectFieldStart(labels.size() == 1 ? "reranker" : "classifier");
        json.writeObjectFieldStart("id2label");
        for (var label : labels.entrySet()) {
          json.writeStringField(label.getKey().toString(), label.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("label2id");
        for (var label : labels.entrySet()) {
          json.writeNumberField(label.getValue(), label.getKey());
        }
        json.writeEndObject();
        json.writeEndObject();
      }
    }
  }
}
