package dev.semblance.server.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.collection.WriteReport;
import dev.semblance.document.Document;
import dev.semblance.query.Filter;
import dev.semblance.query.ListRequest;
import dev.semblance.query.SearchRequest;
import dev.semblance.query.SearchResult;
import dev.semblance.search.ingest.JsonDocument;
import dev.semblance.search.json.FilterJson;
import dev.semblance.server.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A collection of a running server. *Safe for use by many threads.*
final class RemoteCollection implements DocumentCollection {
  private final ServerConnection server;
  private final String name;

  RemoteCollection(ServerConnection server, String name) {
    this.server = server;
    this.name = name;
  }

  @Override
  public CollectionInfo info() {
    return RemoteCatalog.info(server.get(path()));
  }

  /// How many tokens were embedded is not stated by the server: 0.
  @Override
  public WriteReport write(List<Entry> entries) {
    return new RemoteWrite(server, path("documents")).write(entries);
  }

  @Override
  public Set<String> delete(List<String> ids) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    ArrayNode all = body.putArray("ids");
    ids.forEach(all::add);
    Set<String> deleted = new LinkedHashSet<>(ids);
    server
        .send("POST", path("documents", "delete"), body)
        .path("missing")
        .forEach(id -> deleted.remove(id.asText()));
    return deleted;
  }

  @Override
  public long delete(Filter filter) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.set("filter", FilterJson.write(filter));
    return server.send("POST", path("documents", "delete"), body).path("deleted").asLong();
  }

  /// The limits are the server's.
  @Override
  public List<Document> list(ListRequest request) {
    List<Document> documents = new ArrayList<>();
    server
        .get(path("documents") + RemoteList.query(request))
        .path("documents")
        .forEach(document -> documents.add(document(document)));
    return documents;
  }

  @Override
  public Optional<Document> get(String id) {
    try {
      return Optional.of(document(server.get(path("documents", id))));
    } catch (SemblanceException e) {
      if (e.fault() == Fault.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public SearchResult search(SearchRequest request) {
    return RemoteSearch.result(server.send("POST", path("search"), RemoteSearch.body(request)));
  }

  @Override
  public void close() {}

  private static Document document(JsonNode json) {
    return JsonDocument.parse(json.toString());
  }

  private String path(String... below) {
    return ServerConnection.path("collections", name)
        + (below.length == 0 ? "" : ServerConnection.path(below));
  }
}
