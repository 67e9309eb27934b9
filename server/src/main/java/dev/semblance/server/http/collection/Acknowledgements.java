package dev.semblance.server.http.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.ErrorStatus;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.json.Json;
import dev.semblance.server.service.ItemResult;
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
/// One verdict a line, ended by its newline, so that a client can read it as it comes. The status
/// code is decided when the first document is on disk (200) or at the end, when none is. *One
/// thread at a time.*
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

  /// Sends the verdicts of a slice, once something was accepted.
  void slice(List<ItemResult> verdicts) {
    for (ItemResult verdict : verdicts) {
      if (accepted + refused > 0) {
        hold(",");
      }
      held.writeBytes(Json.write(json -> verdict(json, verdict)));
      hold("\n");
      if (verdict.accepted()) {
        accepted++;
      } else {
        refused++;
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

  /// Lets go of what sends, however the stream ended. Idempotent.
  void letGo() {
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
    held.write(tail, 1, tail.length - 1); // without its brace: the object is open already
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

  private void verdict(JsonGenerator json, ItemResult verdict) throws IOException {
    json.writeStartObject();
    json.writeNumberField(placeName, verdict.place());
    json.writeStringField("id", verdict.id());
    json.writeStringField("status", verdict.accepted() ? "accepted" : "refused");
    if (!verdict.accepted()) {
      json.writeStringField("error", verdict.refusal());
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
