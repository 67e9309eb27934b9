package dev.semblance.server.http.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.SemblanceException;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.ErrorStatus;
import dev.semblance.server.json.Json;
import dev.semblance.server.service.InputResults;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a list with one element for each input: its result, or its error.
final class Elements {
  private static final Logger LOG = LoggerFactory.getLogger(Elements.class);

  /// Status of an invalid input. Only its `error_type` is written, so the setting does not matter.
  private static final int VALIDATION = 422;

  private Elements() {}

  /// @param writing writes the result of an input
  static <T> void write(JsonGenerator json, InputResults<T> results, ElementWriting<T> writing)
      throws IOException {
    json.writeStartArray();
    for (Json.JsonWriting element :
        results.inOrder(result -> out -> writing.to(out, result), Elements::error)) {
      element.to(json);
    }
    json.writeEndArray();
  }

  private static Json.JsonWriting error(SemblanceException fault) {
    ErrorStatus status = ErrorStatus.to(fault.fault(), VALIDATION);
    if (status.status() >= 500) {
      LOG.error("an input failed", fault);
    }
    return json -> {
      json.writeStartObject();
      json.writeNumberField("index", fault.input());
      Dialect.SEMBLANCE.error(json, status, fault.getMessage());
      json.writeEndObject();
    };
  }

  /// Writes one complete value.
  interface ElementWriting<T> {
    void to(JsonGenerator json, T result) throws IOException;
  }
}
