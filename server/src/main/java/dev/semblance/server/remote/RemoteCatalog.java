package dev.semblance.server.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CatalogStatistics;
import dev.semblance.collection.CollectionCatalog;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.CollectionMaintenance;
import dev.semblance.collection.CollectionState;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.document.Schema;
import dev.semblance.search.json.SchemaJson;
import dev.semblance.server.json.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The collections of a running server. *Safe for use by many threads.*
///
/// Every call is a request; each can fail as the server does, and with INTERNAL when it cannot be
/// reached.
public final class RemoteCatalog implements CollectionCatalog {
  private static final String COLLECTIONS = "collections";

  private final ServerConnection server;

  /// @param server its address, `http://HOST:PORT`
  /// @param key sent as `Authorization: Bearer KEY`
  public RemoteCatalog(URI server, Optional<String> key) {
    this.server = new ServerConnection(server, key);
  }

  @Override
  public List<CollectionInfo> list() {
    List<CollectionInfo> infos = new ArrayList<>();
    server
        .get(ServerConnection.path(COLLECTIONS))
        .path(COLLECTIONS)
        .forEach(json -> infos.add(info(json)));
    return infos;
  }

  @Override
  public Optional<CollectionInfo> info(String name) {
    return unlessNotFound(() -> info(server.get(ServerConnection.path(COLLECTIONS, name))));
  }

  @Override
  public DocumentCollection create(String name, String model) {
    return create(name, Json.MAPPER.createObjectNode().put("model", model));
  }

  @Override
  public DocumentCollection create(String name, Schema schema) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.set("schema", SchemaJson.write(schema));
    return create(name, body);
  }

  private DocumentCollection create(String name, ObjectNode body) {
    server.send("PUT", ServerConnection.path(COLLECTIONS, name), body);
    return new RemoteCollection(server, name);
  }

  @Override
  public Optional<DocumentCollection> find(String name) {
    return unlessNotFound(() -> collection(name));
  }

  @Override
  public DocumentCollection collection(String name) {
    RemoteCollection collection = new RemoteCollection(server, name);
    var _ = collection.info(); // fails where there is none
    return collection;
  }

  @Override
  public CollectionMaintenance maintenance() {
    return new RemoteMaintenance(server);
  }

  @Override
  public boolean drop(String name) {
    try {
      server.delete(ServerConnection.path(COLLECTIONS, name));
      return true;
    } catch (SemblanceException e) {
      if (e.fault() == Fault.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /// @throws SemblanceException UNSUPPORTED: `/metrics` of the server has them
  @Override
  public CatalogStatistics statistics() {
    throw new SemblanceException(Fault.UNSUPPORTED, "a server's statistics are at /metrics");
  }

  @Override
  public void close() {
    server.close();
  }

  private static <T> Optional<T> unlessNotFound(Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (SemblanceException e) {
      if (e.fault() == Fault.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  static CollectionInfo info(JsonNode json) {
    return new CollectionInfo(
        json.path("name").asText(),
        json.path("documents").asLong(),
        json.path("bytes").asLong(),
        SchemaJson.read(json.path("schema")),
        CollectionState.of(json.path("state").asText()));
  }
}
