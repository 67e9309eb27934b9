package dev.semblance.server.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.CollectionMaintenance;
import dev.semblance.collection.Damage;
import dev.semblance.collection.Snapshot;
import dev.semblance.collection.Verification;
import dev.semblance.server.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Care of the collections of a running server. *Safe for use by many threads.*
record RemoteMaintenance(ServerConnection server) implements CollectionMaintenance {
  private static final String SNAPSHOTS = "snapshots";

  @Override
  public Verification verify(String name) {
    return verification(post(name, "verify"));
  }

  @Override
  public Verification repair(String name) {
    return verification(post(name, "repair"));
  }

  @Override
  public Snapshot snapshot(String name, String snapshot) {
    return snapshot(
        server.send(
            "POST", path(name, SNAPSHOTS), Json.MAPPER.createObjectNode().put("name", snapshot)));
  }

  @Override
  public List<Snapshot> snapshots(String name) {
    List<Snapshot> snapshots = new ArrayList<>();
    server
        .get(path(name, SNAPSHOTS))
        .path(SNAPSHOTS)
        .forEach(json -> snapshots.add(snapshot(json)));
    return snapshots;
  }

  @Override
  public void restore(String name, String snapshot) {
    post(name, SNAPSHOTS, snapshot, "restore");
  }

  @Override
  public boolean dropSnapshot(String name, String snapshot) {
    try {
      server.delete(path(name, SNAPSHOTS, snapshot));
      return true;
    } catch (SemblanceException e) {
      if (e.fault() == Fault.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void rename(String name, String to) {
    server.send("POST", path(name, "rename"), Json.MAPPER.createObjectNode().put("name", to));
  }

  @Override
  public CollectionInfo reembed(String name, String model) {
    return RemoteCatalog.info(
        server.send(
            "POST", path(name, "reembed"), Json.MAPPER.createObjectNode().put("model", model)));
  }

  private static Snapshot snapshot(JsonNode json) {
    return new Snapshot(
        json.path("name").asText(),
        Instant.parse(json.path("created").asText()),
        json.path("documents").asLong(),
        json.path("bytes").asLong());
  }

  private JsonNode post(String... below) {
    return server.send("POST", path(below), MissingNode.getInstance());
  }

  private static String path(String... below) {
    return "/collections" + ServerConnection.path(below);
  }

  private static Verification verification(JsonNode json) {
    List<Damage> damage = new ArrayList<>();
    json.path("damage").forEach(part -> damage.add(damage(part)));
    return new Verification(
        json.path("collection").asText(),
        json.path("files").asLong(),
        json.path("bytes").asLong(),
        damage);
  }

  private static Damage damage(JsonNode json) {
    return new Damage(
        strings(json.path("files")),
        json.path("documents").asLong(),
        strings(json.path("ids")),
        json.path("separable").asBoolean());
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(string -> strings.add(string.asText()));
    return strings;
  }
}
