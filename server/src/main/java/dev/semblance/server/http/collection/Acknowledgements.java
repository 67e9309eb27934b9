package dev.semblance.server.http.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.collection.Outcome;
import dev.semblance.collection.Refused;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.ErrorStatus;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The reply to a stream of documents, sent while the stream is still being read:
///
/// ```
/// {"documents":[
/// {"line":1,"id":"a","status":"accepted"}
/// ,{"line":2,"id":null,"status":"refused","error":"not a JSON object …"}
/// ],"accepted":1,"refused":1,"took_ms":3.1}
/// ```
///
/// `"passages":9` says that the text was cut into so many, each with a vector; `"truncated":true`
/// that the model can only read its first `truncated_at` tokens. One document a line, ended by its
/// newline, so that a client can read it as it arrives. The status code is decided when the first
/// document is on disk (200) or at the end, when none is. *One thread at a time.*
final class Acknowledgements {
  private final Exchange exchange;
  private final String placeName;
  private final long start = System.nanoTime();

  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private @Nullable Outbox outbox;
  private long accepted;
  private long refused;

  /// @param placeName what a place in the stream is called
  Acknowledgements(Exchange exchange, String placeName) {
    this.exchange = exchange;
    this.placeName = placeName;
    hold("{\"documents\":[\n");
  }

  /// Sends the outcomes of a slice, once something was accepted.
  ///
  /// @param places of the items in the stream, one for each outcome
  void slice(long[] places, List<Outcome> outcomes) {
    for (int i = 0; i < places.length; i++) {
      long place = places[i];
      Outcome outcome = outcomes.get(i);
      if (accepted + refused > 0) {
        hold(",");
      }
      held.writeBytes(Json.write(json -> line(json, place, outcome)));
      hold("\n");
      switch (outcome) {
        case Outcome.Accepted _ -> accepted++;
        case Refused _ -> refused++;
      }
    }
    if (accepted > 0) {
      open(200).send(take());
    }
  }

  /// Ends the reply of a stream that was read to its end.
  void finish() throws IOException {
    if (accepted == 0 && refused > 0) {
      fail(new ErrorStatus(422, "Validation"), "none of " + refused + " documents was accepted");
    } else {
      end(200, _ -> {});
    }
  }

  /// Ends the reply of a stream that could not be read, or written to disk, to its end.
  void fail(ErrorStatus answer, String message) throws IOException {
    end(answer.status(), json -> Dialect.SEMBLANCE.error(json, answer, message));
  }

  /// Ends the sending thread, however the stream ended. Idempotent.
  void release() {
    if (outbox != null) {
      outbox.finish();
    }
  }

  private void end(int status, Json.JsonWriting error) throws IOException {
    byte[] tail =
        Json.write(json -> {
          json.writeStartObject();
          json.writeNumberField("accepted", accepted);
          json.writeNumberField("refused", refused);
          json.writeNumberField("took_ms", SearchRoutes.millisSince(start));
          error.to(json);
          json.writeEndObject();
        });
    hold("],");
    held.write(tail, 1, tail.length - 1); // without its brace: the object is already open
    Outbox out = open(status);
    out.send(take());
    out.close();
  }

  private Outbox open(int status) {
    if (outbox == null) {
      exchange.status(status).contentType(Dialect.JSON);
      outbox = new Outbox(exchange.stream());
    }
    return outbox;
  }

  private void line(JsonGenerator json, long place, Outcome outcome) throws IOException {
    json.writeStartObject();
    json.writeNumberField(placeName, place);
    switch (outcome) {
      case Outcome.Accepted document -> {
        json.writeStringField("id", document.id());
        json.writeStringField("status", "accepted");
        if (document.truncated()) {
          json.writeBooleanField("truncated", true);
          json.writeNumberField("truncated_at", document.truncatedAt());
        }
        if (document.passages() > 1) {
          json.writeNumberField("passages", document.passages());
        }
      }
      case Refused(String id, String reason) -> {
        json.writeStringField("id", id);
        json.writeStringField("status", "refused");
        json.writeStringField("error", reason);
      }
    }
    json.writeEndObject();
  }

  private void hold(String text) {
    held.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] take() {
    byte[] bytes = held.toByteArray();
    held.reset();
    return bytes;
  }
}
