package dev.semblance.server.http.collection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionMaintenance;
import dev.semblance.collection.Verification;
import dev.semblance.server.http.wire.Body;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.json.Fields;
import dev.semblance.server.service.collection.CollectionService;
import java.io.IOException;
import java.util.List;

/// Care of a collection's files: below `/collections/{c}`, `/verify`, `/repair`, `/snapshots`,
/// `/rename` and `/reembed`. *Safe for use by many threads.*
///
/// @param limit of a body
public record MaintenanceRoutes(CollectionService service, Body.Limit limit) {
  private static final String NAME = "name";

  public void verify(Exchange exchange) throws IOException {
    var _ = fields(exchange, List.of());
    answer(exchange, maintenance().verify(collection(exchange)));
  }

  public void repair(Exchange exchange) throws IOException {
    var _ = fields(exchange, List.of());
    answer(exchange, maintenance().repair(collection(exchange)));
  }

  public void snapshots(Exchange exchange) {
    exchange
        .contentType(Dialect.JSON)
        .result(SnapshotJson.ofAll(maintenance().snapshots(collection(exchange))));
  }

  /// Takes a snapshot of the body's `name`, or of one made from the time.
  public void takeSnapshot(Exchange exchange) throws IOException {
    String name = fields(exchange, List.of(NAME)).textOrNull(NAME);
    String used = name == null ? CollectionMaintenance.timeName() : name;
    exchange
        .contentType(Dialect.JSON)
        .result(SnapshotJson.of(maintenance().snapshot(collection(exchange), used)));
  }

  public void dropSnapshot(Exchange exchange) {
    String name = exchange.pathParameter("snapshot");
    if (!maintenance().dropSnapshot(collection(exchange), name)) {
      throw new SemblanceException(
          Fault.NOT_FOUND,
          "no snapshot '%s' of collection '%s'".formatted(name, collection(exchange)));
    }
    exchange.status(204);
  }

  public void restore(Exchange exchange) throws IOException {
    var _ = fields(exchange, List.of());
    maintenance().restore(collection(exchange), exchange.pathParameter("snapshot"));
    info(exchange, collection(exchange));
  }

  public void rename(Exchange exchange) throws IOException {
    String to = fields(exchange, List.of(NAME)).text(NAME);
    maintenance().rename(collection(exchange), to);
    info(exchange, to);
  }

  /// Answers when the vectors are computed, which may take long.
  public void reembed(Exchange exchange) throws IOException {
    String model = fields(exchange, List.of("model")).text("model");
    exchange
        .contentType(Dialect.JSON)
        .result(CollectionJson.of(maintenance().reembed(collection(exchange), model)));
  }

  private void info(Exchange exchange, String name) {
    exchange.contentType(Dialect.JSON).result(CollectionJson.of(service.info(name)));
  }

  private Fields fields(Exchange exchange, List<String> known) throws IOException {
    JsonNode body = Body.jsonOrNull(exchange, limit);
    return body == null ? Fields.none() : Fields.of(body).only(known);
  }

  private CollectionMaintenance maintenance() {
    return service.maintenance();
  }

  private static String collection(Exchange exchange) {
    return exchange.pathParameter("collection");
  }

  private static void answer(Exchange exchange, Verification verification) {
    exchange.contentType(Dialect.JSON).result(VerificationJson.of(verification));
  }
}
