package dev.semblance.server.http.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.server.http.wire.Body;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.http.wire.HttpError;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.Json;
import dev.semblance.server.models.LoadRequest;
import dev.semblance.server.models.ModelRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `POST /models`, `DELETE /models/{model}` and `DELETE /models?idle=10m`: loads and unloads models
/// while the server runs. *Safe for use by many threads.*
///
/// @param models the open models
/// @param routes writes an open model as JSON
/// @param allowed whether clients may change models
/// @param limit limits of a body
public record ModelChanges(
    ModelRegistry models, ModelRoutes routes, boolean allowed, Body.Limit limit) {
  /// Default of `wait`; HTTP clients often time out soon after.
  private static final Duration UNLOAD_WAIT = Duration.ofSeconds(20);

  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(s|m|h|d)");

  /// Opens a model, or makes an open model the default.
  public void load(Exchange exchange) throws IOException {
    checkAllowed();
    Fields fields = Fields.of(Body.json(exchange, limit));
    var opened =
        models.load(
            LoadRequest.byClient(
                fields.text("model"),
                fields.flag("default", false),
                fields.flag("make_room", false)));
    exchange.contentType(Dialect.JSON).result(Json.write(json -> routes.write(json, opened)));
  }

  /// Unloads a model after its running calls. If that takes long, the reply has their number and
  /// the model is closed later.
  public void unload(Exchange exchange) {
    checkAllowed();
    String model = exchange.pathParameter("model");
    String wait = exchange.queryParameter("wait");
    int running = models.unload(model, wait == null ? UNLOAD_WAIT : time("wait", wait));
    exchange
        .status(running == 0 ? 200 : 202)
        .contentType(Dialect.JSON)
        .result(
            Json.write(json -> {
              json.writeStartObject();
              json.writeStringField("id", model);
              json.writeStringField("object", "model");
              json.writeBooleanField("deleted", running == 0);
              if (running > 0) {
                json.writeNumberField("running_requests", running);
              }
              json.writeEndObject();
            }));
  }

  /// Unloads every model that has been idle for some time.
  public void unloadIdle(Exchange exchange) {
    checkAllowed();
    List<String> unloaded = models.unloadIdle(time("idle", exchange.queryParameter("idle")));
    exchange.contentType(Dialect.JSON).result(Json.write(json -> deleted(json, unloaded)));
  }

  private static void deleted(JsonGenerator json, List<String> unloaded) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("deleted");
    for (String model : unloaded) {
      json.writeString(model);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static Duration time(String parameter, @Nullable String text) {
    Matcher time = TIME.matcher(text == null ? "" : text);
    if (!time.matches()) {
      throw HttpError.query(parameter, "expected a time such as 90s, 10m, 2h or 1d");
    }
    long count = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private void checkAllowed() {
    if (!allowed) {
      throw HttpError.forbidden(
          "model changes are disabled because this server has no API key; start it with an API key,"
              + " or on 127.0.0.1 with --change-models");
    }
  }
}
