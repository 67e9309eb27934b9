package dev.semblance.server.http.wire;

import dev.semblance.server.json.JsonError;
import java.time.Duration;

/// A request that HTTP or JSON makes unreadable, before any service is called.
///
/// Only HTTP's packages see it: the request pipeline turns it into a reply in the route's
/// [Dialect]. It carries no stack trace: clients cause it.
public final class HttpError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  private HttpError(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  public int status() {
    return status;
  }

  /// The message for the client; never null.
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /// The one place where unreadable JSON becomes a status code: 400 or 422.
  public static HttpError of(JsonError error) {
    return switch (error.defect()) {
      case MALFORMED -> malformed(error.getMessage());
      case WRONG_SHAPE -> wrongShape("", error.getMessage());
    };
  }

  public static HttpError malformed(String why) {
    return new HttpError(400, "Failed to parse the request body as JSON: " + why);
  }

  public static HttpError unauthorized() {
    return new HttpError(401, "the API key is missing or wrong");
  }

  /// @param why a sentence with the remedy
  public static HttpError forbidden(String why) {
    return new HttpError(403, why);
  }

  public static HttpError query(String parameter, String why) {
    return new HttpError(422, "the query parameter `" + parameter + "` cannot be read: " + why);
  }

  public static HttpError tooLarge(long limit) {
    return new HttpError(413, "the request body is longer than the limit of " + limit + " bytes");
  }

  /// @param timeout how long the server waited for the request
  public static HttpError slow(Duration timeout) {
    return new HttpError(
        408, "the request took more than " + timeout.toMillis() / 1e3 + " s to arrive");
  }

  public static HttpError mediaType(String expected) {
    return new HttpError(415, "Expected request with `Content-Type: " + expected + "`");
  }

  public static HttpError wrongShape(String field, String why) {
    return new HttpError(
        422,
        "Failed to deserialize the JSON body into the target type: "
            + (field.isEmpty() ? "" : field + ": ")
            + why);
  }
}
