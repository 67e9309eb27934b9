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

/// `POST /models`, `DELETE /models/{model}` and `DELETE /models?idle=10m`: models opened and let go
/// of while the server answers. *Safe for use by many threads.*
///
/// @param models the open ones
/// @param told how an open model is written
/// @param allowed whether this server lets its clients do so
/// @param limit of a body
public record ModelChanges(
    ModelRegistry models, ModelRoutes told, boolean allowed, Body.Limit limit) {
  /// Clients give up after about so long.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(s|m|h|d)");

  /// Opens a model, or makes an open one the default.
  public void load(Exchange exchange) throws IOException {
    checkAllowed();
    Fields fields = Fields.of(Body.json(exchange, limit));
    var opened =
        models.load(
            LoadRequest.byClient(
                fields.text("model"),
                fields.flag("default", false),
                fields.flag("make_room", false)));
    exchange.contentType(Dialect.JSON).result(Json.write(json -> told.write(json, opened)));
  }

  /// Lets go of a model once its running calls have ended; where that takes long, says how many
  /// run, and lets go of it later.
  public void unload(Exchange exchange) {
    checkAllowed();
    String model = exchange.pathParameter("model");
    String wait = exchange.queryParameter("wait");
    int running = models.unload(model, wait == null ? PATIENCE : time("wait", wait));
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

  /// Lets go of every model that nobody has asked for some time.
  public void unloadIdle(Exchange exchange) {
    checkAllowed();
    List<String> gone = models.unloadIdle(time("idle", exchange.queryParameter("idle")));
    exchange.contentType(Dialect.JSON).result(Json.write(json -> deleted(json, gone)));
  }

  private static void deleted(JsonGenerator json, List<String> gone) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("deleted");
    for (String model : gone) {
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
          "this server has no API key, so nobody may change its models; start it with an API key,"
              + " or on 127.0.0.1 with --change-models");
    }
  }
}
