package dev.semblance.server.http.wire;

import dev.semblance.Fault;

/// A status code and its name in error bodies.
///
/// @param status the HTTP status code
/// @param type `error_type`; the first six are those of text-embeddings-inference
public record ErrorStatus(int status, String type) {
  /// For requests that arrive while the server stops.
  public static final ErrorStatus STOPPING = new ErrorStatus(503, "Unhealthy");

  /// The one place where a fault becomes a status code.
  ///
  /// @param validationStatus 422, or 413 for clients of older servers
  public static ErrorStatus to(Fault fault, int validationStatus) {
    return switch (fault) {
      case EMPTY -> new ErrorStatus(400, "Empty");
      case INVALID, TOO_LARGE -> new ErrorStatus(validationStatus, "Validation");
      case UNTOKENIZABLE -> new ErrorStatus(422, "Tokenizer");
      case UNSUPPORTED, BROKEN_MODEL -> new ErrorStatus(424, "Backend");
      case OVERLOADED -> new ErrorStatus(429, "Overloaded");
      case NOT_FOUND -> new ErrorStatus(404, "NotFound");
      case CANCELLED -> new ErrorStatus(499, "Cancelled");
      case DISK_FULL -> new ErrorStatus(507, "DiskFull");
      case CORRUPT_INDEX -> new ErrorStatus(500, "CorruptIndex");
      case INTERNAL -> new ErrorStatus(500, "Internal");
    };
  }

  /// The status of an unreadable request.
  public static ErrorStatus to(HttpError error) {
    String type =
        switch (error.status()) {
          case 400 -> "Malformed";
          case 401 -> "Unauthorized";
          case 403 -> "Forbidden";
          case 408 -> "Timeout";
          case 413 -> "TooLarge";
          case 415 -> "MediaType";
          default -> "Validation";
        };
    return new ErrorStatus(error.status(), type);
  }
}
