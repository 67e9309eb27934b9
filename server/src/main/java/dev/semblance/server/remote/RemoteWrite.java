package dev.semblance.server.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Entry;
import dev.semblance.collection.Outcome;
import dev.semblance.collection.Refused;
import dev.semblance.collection.WriteReport;
import dev.semblance.document.Document;
import dev.semblance.document.FieldSelection;
import dev.semblance.server.json.Json;
import dev.semblance.server.remote.ServerConnection.ServerReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Writes documents to a running server. While it is overloaded, the request is repeated: a
/// document that was written by an earlier try is written again with the same content.
///
/// @param path of the collection's documents
record RemoteWrite(ServerConnection server, String path) {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  /// Pauses double: half a minute together.
  private static final int TRIES = 7;

  WriteReport write(List<Entry> entries) {
    ArrayNode body = Json.MAPPER.createArrayNode();
    entries.forEach(entry -> body.add(json(entry)));
    ServerReply reply = sent(body);
    List<Outcome> outcomes = new ArrayList<>();
    reply.body().path("documents").forEach(outcome -> outcomes.add(outcome(outcome)));
    if (outcomes.size() < entries.size()) {
      throw server.failure(reply);
    }
    return new WriteReport(outcomes, 0);
  }

  private ServerReply sent(ArrayNode body) {
    Duration pause = FIRST_PAUSE;
    ServerReply reply = server.exchange("POST", path, body);
    for (int tries = 1; isOverloaded(reply) && tries < TRIES; tries++) {
      sleep(pause);
      pause = pause.multipliedBy(2);
      reply = server.exchange("POST", path, body);
    }
    return reply;
  }

  private static boolean isOverloaded(ServerReply reply) {
    return reply.status() == 429 || reply.status() == 503;
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SemblanceException(Fault.CANCELLED, "the request was cancelled", e);
    }
  }

  private static ObjectNode json(Entry entry) {
    Document document = entry.document();
    ObjectNode json = Json.MAPPER.valueToTree(document.fields());
    json.put("id", document.id());
    putText(json, FieldSelection.TITLE, document.title());
    putText(json, FieldSelection.TEXT, document.text());
    if (!entry.vectors().isEmpty()) {
      json.set("vectors", Json.MAPPER.valueToTree(entry.vectors()));
    }
    return json;
  }

  private static void putText(ObjectNode json, String field, String text) {
    if (!text.isEmpty()) {
      json.put(field, text);
    }
  }

  private static Outcome outcome(JsonNode json) {
    String id = json.path("id").asText();
    return json.path("status").asText().equals("accepted")
        ? new Outcome.Accepted(
            id, json.path("truncated_at").asInt(), json.path("passages").asInt(1))
        : new Refused(id, json.path("error").asText());
  }
}
