package dev.semblance.server.http.wire;

import dev.semblance.Fault;

/// A status code, and the name that goes with it in error bodies.
///
/// @param status the HTTP status code
/// @param type `error_type`; the first six are those of text-embeddings-inference
public record Answer(int status, String type) {
  /// For work that comes when the server stops.
  public static final Answer STOPPING = new Answer(503, "Unhealthy");

  /// The one place where a fault becomes a status code.
  ///
  /// @param validationStatus 422, or 413 for clients of older servers
  public static Answer to(Fault fault, int validationStatus) {
    return switch (fault) {
      case EMPTY -> new Answer(400, "Empty");
      case INVALID, TOO_LARGE -> new Answer(validationStatus, "Validation");
      case UNTOKENIZABLE -> new Answer(422, "Tokenizer");
      case UNSUPPORTED, BROKEN_MODEL -> new Answer(424, "Backend");
      case OVERLOADED -> new Answer(429, "Overloaded");
      case NOT_FOUND -> new Answer(404, "NotFound");
      case CANCELLED -> new Answer(499, "Cancelled");
      case DISK_FULL -> new Answer(507, "DiskFull");
      case CORRUPT_INDEX -> new Answer(500, "CorruptIndex");
      case INTERNAL -> new Answer(500, "Internal");
    };
  }

  /// The name of a request that could not be read.
  public static Answer to(Refusal refusal) {
    String type =
        switch (refusal.status()) {
          case 400 -> "Malformed";
          case 401 -> "Unauthorized";
          case 403 -> "Forbidden";
          case 408 -> "Timeout";
          case 413 -> "TooLarge";
          case 415 -> "MediaType";
          default -> "Validation";
        };
    return new Answer(refusal.status(), type);
  }
}
