package dev.semblance.server.http;

/// A request that HTTP or JSON itself makes unreadable, before any service is asked.
///
/// It never leaves this package: each [Dialect] words it for its clients.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  private Refusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }

  /// What to tell the client; never null.
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  static Refusal malformed(String why) {
    return new Refusal(400, "Failed to parse the request body as JSON: " + why);
  }

  static Refusal unauthorized() {
    return new Refusal(401, "");
  }

  static Refusal tooLarge(long limit) {
    return new Refusal(413, "the request body is longer than the limit of " + limit + " bytes");
  }

  static Refusal mediaType(String expected) {
    return new Refusal(415, "Expected request with `Content-Type: " + expected + "`");
  }

  static Refusal wrongShape(String field, String why) {
    return new Refusal(
        422,
        "Failed to deserialize the JSON body into the target type: "
            + (field.isEmpty() ? "" : field + ": ")
            + why);
  }
}
