package dev.semblance.server.http.collection;

import dev.semblance.SemblanceException;
import dev.semblance.collection.ReadResult;
import dev.semblance.document.Document;
import dev.semblance.server.http.wire.Body;
import dev.semblance.server.http.wire.BodyDrain;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.ErrorStatus;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.http.wire.HttpError;
import dev.semblance.server.http.wire.MeteredInput;
import dev.semblance.server.http.wire.TimedInput;
import dev.semblance.server.json.Json;
import dev.semblance.server.service.collection.CollectionService;
import dev.semblance.server.service.collection.SliceWriter;
import java.io.IOException;
import java.io.InputStream;

/// `/collections/{c}/documents`. *Safe for use by many threads.*
///
/// @param each limit of one document, in bytes and in time to read it
/// @param validationStatus status of a refused stream, 422 or 413
public record DocumentRoutes(CollectionService service, Body.Limit each, int validationStatus) {

  /// Writes documents as they arrive, slice by slice.
  public void write(Exchange exchange) throws IOException {
    var metered = new MeteredInput(exchange.body(), exchange.context().memory());
    var in = new TimedInput(metered, each.timeout());
    DocumentSource source = source(Body.type(exchange), in);
    var reply = new Acknowledgements(exchange, source.placeName());
    SliceWriter writer =
        service.writer(
            exchange.context(),
            exchange.pathParameter("collection"),
            (places, outcomes) -> {
              metered.restart();
              reply.slice(places, outcomes);
            });
    try {
      for (ReadResult item = source.next(); item != null; item = source.next()) {
        writer.offer(item, source.place(), source.bytes());
        in.restart();
      }
      writer.flush();
      reply.finish();
    } catch (HttpError e) {
      BodyDrain.settle(exchange, each.timeout());
      reply.fail(ErrorStatus.to(e), e.getMessage());
    } catch (SemblanceException e) {
      BodyDrain.settle(exchange, each.timeout());
      reply.fail(ErrorStatus.to(e.fault(), validationStatus), e.getMessage());
    } finally {
      reply.release();
    }
  }

  public void get(Exchange exchange) {
    Document document =
        service.document(
            exchange.context(), exchange.pathParameter("collection"), exchange.pathParameter("id"));
    exchange
        .contentType(Dialect.JSON)
        .result(Json.write(json -> DocumentJson.write(json, document)));
  }

  public void remove(Exchange exchange) {
    service.remove(
        exchange.context(), exchange.pathParameter("collection"), exchange.pathParameter("id"));
    exchange.status(204);
  }

  private DocumentSource source(String type, InputStream in) throws IOException {
    if (Body.LINES.contains(type)) {
      return new DocumentLines(in, each.bytes());
    }
    if (Body.isJson(type)) {
      return new DocumentArray(in, each.bytes());
    }
    throw HttpError.mediaType("application/json` or `application/x-ndjson");
  }
}
