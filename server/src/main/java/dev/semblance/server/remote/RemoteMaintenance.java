package dev.semblance.server.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.semblance.collection.CollectionMaintenance;
import dev.semblance.collection.Damage;
import dev.semblance.collection.Verification;
import java.util.ArrayList;
import java.util.List;

/// Care of the collections of a running server. *Safe for use by many threads.*
record RemoteMaintenance(ServerConnection server) implements CollectionMaintenance {
  @Override
  public Verification verify(String name) {
    return verification(post(name, "verify"));
  }

  @Override
  public Verification repair(String name) {
    return verification(post(name, "repair"));
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
