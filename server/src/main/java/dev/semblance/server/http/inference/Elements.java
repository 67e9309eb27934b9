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

/// A list with an element for each input, in which that of an input that could not be served is an
/// error.
final class Elements {
  private static final Logger LOG = LoggerFactory.getLogger(Elements.class);

  /// What a request would be answered if such a fault were its own, where 422 is not set to be 413.
  private static final int VALIDATION = 422;

  private Elements() {}

  /// @param writing what was made of an input
  static <T> void write(JsonGenerator json, InputResults<T> results, ElementWriting<T> writing)
      throws IOException {
    json.writeStartArray();
    for (Json.JsonWriting element :
        results.inPlace(one -> out -> writing.to(out, one), Elements::error)) {
      element.to(json);
    }
    json.writeEndArray();
  }

  private static Json.JsonWriting error(SemblanceException fault) {
    ErrorStatus answer = ErrorStatus.to(fault.fault(), VALIDATION);
    if (answer.status() >= 500) {
      LOG.error("an input failed", fault);
    }
    return json -> {
      json.writeStartObject();
      json.writeNumberField("index", fault.input());
      Dialect.SEMBLANCE.error(json, answer, fault.getMessage());
      json.writeEndObject();
    };
  }

  /// Writes one value, whole.
  interface ElementWriting<T> {
    void to(JsonGenerator json, T one) throws IOException;
  }
}
