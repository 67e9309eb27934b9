package dev.semblance.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a request's body, with checks of its media type and limits on length and time.
public final class Body {
  public static final Set<String> LINES =
      Set.of(
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/jsonlines");

  private Body() {}

  /// Limits of a body.
  ///
  /// @param bytes the largest length
  /// @param timeout the longest time that reading may wait for the client, in total
  public record Limit(int bytes, Duration timeout) {}

  /// The JSON value of a request.
  ///
  /// @throws HttpError 415, 413, 408
  /// @throws dev.semblance.SemblanceException OVERLOADED, TOO_LARGE where there is no memory for it
  /// @throws JsonError MALFORMED
  public static JsonNode json(Exchange request, Limit limit) throws IOException {
    if (!isJson(type(request))) {
      throw HttpError.mediaType("application/json");
    }
    return Json.read(bytes(request, limit));
  }

  /// As [#json], but null if the body is empty, whatever its media type.
  public static @Nullable JsonNode jsonOrNull(Exchange request, Limit limit) throws IOException {
    byte[] body = bytes(request, limit);
    if (body.length == 0) {
      return null;
    }
    if (!isJson(type(request))) {
      throw HttpError.mediaType("application/json");
    }
    return Json.read(body);
  }

  /// The media type without parameters, in lower case; empty if the request has none.
  public static String type(Exchange request) {
    String header = request.header("Content-Type");
    if (header == null) {
      return "";
    }
    int parameters = header.indexOf(';');
    String type = parameters < 0 ? header : header.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  public static boolean isJson(String type) {
    return type.equals("application/json")
        || (type.startsWith("application/") && type.endsWith("+json"));
  }

  private static byte[] bytes(Exchange request, Limit limit) throws IOException {
    if (request.bodyLength() > limit.bytes()) {
      throw HttpError.tooLarge(limit.bytes());
    }
    var body =
        new TimedInput(
            new MeteredInput(request.body(), request.context().memory()), limit.timeout());
    byte[] bytes = body.readNBytes(limit.bytes() + 1);
    if (bytes.length > limit.bytes()) {
      throw HttpError.tooLarge(limit.bytes());
    }
    return bytes;
  }
}
