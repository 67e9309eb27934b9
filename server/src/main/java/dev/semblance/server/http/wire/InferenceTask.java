package dev.semblance.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.json.Fields;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.request.RequestContext;

/// A task of text-embeddings-inference: one JSON value in, one out. *Safe for use by many threads.*
public interface InferenceTask {
  /// @throws dev.semblance.server.json.JsonError 422 when the body has not the shape of this task
  HttpReply run(RequestContext request, JsonNode body);

  /// This task as the action of a route.
  ///
  /// @param limit of its body
  /// @param fields which of its fields the route reads
  default Route.Action within(Body.Limit limit, RequestFields fields) {
    return exchange -> answer(exchange, fields, fields.readIn(Body.json(exchange, limit)));
  }

  /// This task as the action of a route whose path names a model: `/models/{model}/…`. It reads all
  /// fields. The name takes the place of the body's `model`.
  ///
  /// @throws dev.semblance.SemblanceException NOT_FOUND when no model of that name is open, or it
  ///   is unloaded before the body has arrived
  default Route.Action ofModel(ModelRegistry models, Body.Limit limit) {
    return exchange -> {
      String name = exchange.pathParameter("model");
      var _ = models.named(name);
      Fields fields = Fields.of(Body.json(exchange, limit));
      answer(exchange, RequestFields.ALL, fields.with("model", name).object());
    };
  }

  private void answer(Exchange exchange, RequestFields fields, JsonNode body) {
    HttpReply reply = run(exchange.context(), body);
    if (reply.cost() != null) {
      reply.cost().headers().forEach(exchange::header);
    }
    if (!reply.warnings().isEmpty()) {
      exchange.header("x-semblance-warning", String.join("; ", reply.warnings()));
    }
    ReplyFormat format =
        fields.readsAccept() ? ReplyFormat.accepted(exchange, reply) : ReplyFormat.JSON;
    format.write(exchange, reply);
  }
}
