package dev.semblance.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A request's body: its type checked, its length bounded.
public final class Body {
  public static final Set<String> LINES =
      Set.of(
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/jsonlines");

  private Body() {}

  /// How much a client may send at once, and how slowly.
  ///
  /// @param bytes the most
  /// @param patience how long reading may wait for them, all together
  public record Limit(int bytes, Duration patience) {}

  /// The JSON value a request carries.
  ///
  /// @throws HttpError 415, 413, 408
  /// @throws JsonError MALFORMED
  public static JsonNode json(Exchange request, Limit limit) throws IOException {
    if (!isJson(type(request))) {
      throw HttpError.mediaType("application/json");
    }
    return Json.read(bytes(request, limit));
  }

  /// As [#json], but null where the body is empty, whatever its type.
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

  /// The media type without parameters, in lower case; empty where none is given.
  public static String type(Exchange request) {
    String given = request.header("Content-Type");
    if (given == null) {
      return "";
    }
    int parameters = given.indexOf(';');
    String type = parameters < 0 ? given : given.substring(0, parameters);
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
    var body = new TimedInput(request.body(), limit.patience());
    byte[] bytes = body.readNBytes(limit.bytes() + 1);
    if (bytes.length > limit.bytes()) {
      throw HttpError.tooLarge(limit.bytes());
    }
    return bytes;
  }
}
