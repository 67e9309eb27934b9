package dev.semblance.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;

/// A task of text-embeddings-inference: one JSON value in, one out. *Safe for use by many threads.*
public interface Task {
  /// @throws Refusal 422 when the body has not the shape of this task
  Reply run(JsonNode body);

  /// This task as the action of a route.
  ///
  /// @param payload the longest body, in bytes
  default Route.Action within(int payload) {
    return exchange -> answer(exchange, run(Body.json(exchange, payload)));
  }

  private static void answer(Context exchange, Reply reply) {
    if (reply.cost() != null) {
      ComputeHeaders.write(exchange, reply.cost());
    }
    exchange.contentType(Dialect.JSON).result(Json.write(reply.body()));
  }
}
