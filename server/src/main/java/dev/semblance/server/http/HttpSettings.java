package dev.semblance.server.http;

import org.jspecify.annotations.Nullable;

/// How the server meets its clients over HTTP. Immutable; the `with…` methods answer a changed
/// copy.
///
/// @param host the address to listen on
/// @param port the port to listen on; 0 lets the system choose
/// @param apiKey what clients must send as `Authorization: Bearer KEY`, or null for an open server
/// @param limits of bodies
/// @param validationStatus what an invalid request is answered with: 422, or 413 as
///   text-embeddings-inference did up to 1.8.3
public record HttpSettings(
    String host, int port, @Nullable String apiKey, Limits limits, int validationStatus) {

  /// This machine only, port 8080, open, 422.
  public static final HttpSettings STANDARD =
      new HttpSettings("127.0.0.1", 8080, null, Limits.STANDARD, 422);

  public HttpSettings {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host cannot be empty");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be between 0 and 65535, is " + port);
    }
    if (apiKey != null && apiKey.isBlank()) {
      throw new IllegalArgumentException("an API key cannot be empty");
    }
    if (validationStatus != 422 && validationStatus != 413) {
      throw new IllegalArgumentException(
          "validation status must be 422 or 413, is " + validationStatus);
    }
  }

  public HttpSettings withHost(String changed) {
    return new HttpSettings(changed, port, apiKey, limits, validationStatus);
  }

  public HttpSettings withPort(int changed) {
    return new HttpSettings(host, changed, apiKey, limits, validationStatus);
  }

  public HttpSettings withApiKey(@Nullable String changed) {
    return new HttpSettings(host, port, changed, limits, validationStatus);
  }

  public HttpSettings with(Limits changed) {
    return new HttpSettings(host, port, apiKey, changed, validationStatus);
  }

  public HttpSettings withValidationStatus(int changed) {
    return new HttpSettings(host, port, apiKey, limits, changed);
  }

  /// The key stays out of logs.
  @Override
  public String toString() {
    return "HttpSettings[host=%s, port=%d, apiKey=%s, limits=%s, validationStatus=%d]"
        .formatted(host, port, apiKey == null ? "none" : "***", limits, validationStatus);
  }

  /// Bounds of what is read, in bytes.
  ///
  /// @param payload of a request's body
  /// @param document of one document in a stream of them; the stream itself has no bound, because
  ///   it is never held
  public record Limits(int payload, int document) {
    /// 2,000,000, as text-embeddings-inference; 16 MiB a document.
    public static final Limits STANDARD = new Limits(2_000_000, 16 << 20);

    public Limits {
      if (payload < 1 || document < 1) {
        throw new IllegalArgumentException(
            "limits must be positive, are " + payload + " and " + document);
      }
    }
  }
}
