package dev.semblance.server.http;

import dev.semblance.Document;
import dev.semblance.SemblanceException;
import dev.semblance.server.service.Offered;
import dev.semblance.server.service.Retrieval;
import dev.semblance.server.service.SliceWriter;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;

/// `/collections/{c}/documents`. *Safe for use by many threads.*
///
/// @param retrieval who keeps them
/// @param settings the limits of bodies
record DocumentRoutes(Retrieval retrieval, HttpSettings settings) {

  /// Writes documents as they arrive, slice by slice.
  void write(Context exchange) throws IOException {
    DocumentSource source = source(exchange);
    var reply = new Acknowledgements(exchange, source.placeName());
    SliceWriter writer = retrieval.writer(exchange.pathParam("collection"), reply::slice);
    try {
      for (Offered item = source.next(); item != null; item = source.next()) {
        writer.offer(item);
      }
      writer.flush();
      reply.finish();
    } catch (Refusal e) {
      reply.fail(Answer.to(e), e.getMessage());
    } catch (SemblanceException e) {
      reply.fail(Answer.to(e.fault(), settings.validationStatus()), e.getMessage());
    } finally {
      reply.letGo();
    }
  }

  void get(Context exchange) {
    Document document =
        retrieval.document(exchange.pathParam("collection"), exchange.pathParam("id"));
    exchange
        .contentType(Dialect.JSON)
        .result(Json.write(json -> DocumentJson.write(json, document)));
  }

  void remove(Context exchange) {
    retrieval.remove(exchange.pathParam("collection"), exchange.pathParam("id"));
    exchange.status(204);
  }

  private DocumentSource source(Context exchange) throws IOException {
    InputStream in = exchange.req().getInputStream();
    int limit = settings.limits().document();
    String type = Body.type(exchange);
    if (Body.LINES.contains(type)) {
      return new DocumentLines(in, limit);
    }
    if (Body.isJson(type)) {
      return new DocumentArray(in, limit);
    }
    throw Refusal.mediaType("application/json` or `application/x-ndjson");
  }
}
