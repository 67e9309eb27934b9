package dev.semblance.server.http.inference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Fault;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.SemblanceException;
import dev.semblance.server.http.wire.HttpError;
import dev.semblance.server.http.wire.HttpReply;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.JsonError;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.request.ConnectionWatch;
import dev.semblance.server.request.RequestContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Routes that select the task themselves: the default task of a model (`/`, `/invocations`), and
/// lists of requests (`/vertex`). *Safe for use by many threads.*
///
/// @param models the open models, whose kind selects the task
public record EnvelopeTasks(
    ModelRegistry models, EmbedTasks embed, SimilarityTask similarity, ScoreTasks score) {

  /// The task the model is for; of the two of an embedding model the one whose request this is.
  public HttpReply byModel(RequestContext request, JsonNode body) {
    return switch (task(body)) {
      case ModelCard.Task.Embed _ when body.path("inputs").has("source_sentence") ->
          similarity.similarity(request, body);
      case ModelCard.Task.Embed task -> embedding(request, task, body);
      case ModelCard.Task.Classify(var labels) ->
          labels.size() == 1 ? score.rerank(request, body) : score.predict(request, body);
    };
  }

  /// Answers each of `instances`; the first failure fails all.
  public HttpReply vertex(RequestContext request, JsonNode body) {
    JsonNode instances = Fields.of(body).any("instances");
    if (!instances.isArray()) {
      throw JsonError.wrongShape("instances", "expected an array");
    }
    String model = Fields.of(body).textOrNull("model");
    // Each instance is a call of its own, often too short to be watched: the watch spans them all.
    RequestContext unwatched = request.with(ConnectionWatch.NONE);
    List<HttpReply> predictions =
        request.watch().whileConnected(() -> predictions(unwatched, instances, model));
    return new HttpReply(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("predictions");
          for (HttpReply prediction : predictions) {
            prediction.body().to(json);
          }
          json.writeEndArray();
          json.writeEndObject();
        },
        null);
  }

  private List<HttpReply> predictions(
      RequestContext request, JsonNode instances, @Nullable String model) {
    List<HttpReply> predictions = new ArrayList<>(instances.size());
    for (JsonNode instance : instances) {
      try {
        predictions.add(prediction(request, instance, model));
      } catch (SemblanceException e) {
        boolean named = instances.size() > 1 && !e.fault().isTransient();
        throw named ? e.within("instance " + predictions.size()) : e;
      }
    }
    return predictions;
  }

  /// The envelope could be read; a bad instance is a fault of its own.
  private HttpReply prediction(RequestContext request, JsonNode instance, @Nullable String model) {
    try {
      return instance(
          request, model == null ? instance : Fields.of(instance).with("model", model).object());
    } catch (JsonError e) {
      throw new SemblanceException(Fault.INVALID, HttpError.of(e).getMessage(), e);
    }
  }

  /// What looks like a request to rerank is one, whatever the model.
  private HttpReply instance(RequestContext request, JsonNode instance) {
    if (instance.path("query").isTextual() && instance.path("texts").isArray()) {
      return score.rerank(request, instance);
    }
    return switch (task(instance)) {
      case ModelCard.Task.Embed task -> embedding(request, task, instance);
      case ModelCard.Task.Classify _ -> score.predict(request, instance);
    };
  }

  private ModelCard.Task task(JsonNode body) {
    String name = body.isObject() ? Fields.of(body).textOrNull("model") : null;
    return models.answeringTo(name).card().task();
  }

  private HttpReply embedding(RequestContext request, ModelCard.Task.Embed task, JsonNode body) {
    return task.outputs().contains(Output.DENSE)
        ? embed.embed(request, body)
        : embed.embedSparse(request, body);
  }
}
