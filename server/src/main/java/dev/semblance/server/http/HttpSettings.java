package dev.semblance.server.http;

import dev.semblance.server.access.ListenAddress;
import dev.semblance.server.http.wire.Body;
import java.time.Duration;

/// Settings of the HTTP server. Immutable; the `with…` methods return a changed copy.
///
/// @param listenAddress host, port and TLS
/// @param limits limits of request bodies
/// @param errors format of errors
/// @param browsers web pages that may call from a browser
/// @param logRequests whether each request is logged
public record HttpSettings(
    ListenAddress listenAddress,
    BodyLimits limits,
    Errors errors,
    BrowserAccess browsers,
    boolean logRequests) {

  /// This machine only, port 8080, status 422, no CORS, no request log.
  public static final HttpSettings STANDARD =
      new HttpSettings(
          ListenAddress.locally(8080),
          BodyLimits.STANDARD,
          Errors.STANDARD,
          BrowserAccess.NONE,
          false);

  public HttpSettings with(ListenAddress changed) {
    return new HttpSettings(changed, limits, errors, browsers, logRequests);
  }

  public HttpSettings withPort(int changed) {
    return with(listenAddress.withPort(changed));
  }

  public HttpSettings with(BodyLimits changed) {
    return new HttpSettings(listenAddress, changed, errors, browsers, logRequests);
  }

  public HttpSettings with(Errors changed) {
    return new HttpSettings(listenAddress, limits, changed, browsers, logRequests);
  }

  public HttpSettings with(BrowserAccess changed) {
    return new HttpSettings(listenAddress, limits, errors, changed, logRequests);
  }

  public HttpSettings with(CorsPolicy changed) {
    return with(browsers.with(changed));
  }

  public HttpSettings withLogRequests(boolean changed) {
    return new HttpSettings(listenAddress, limits, errors, browsers, changed);
  }

  /// Formats of errors where clients expect different ones.
  ///
  /// @param validationStatus status of an invalid request: 422, or 413 as in
  ///   text-embeddings-inference up to 1.8.3
  /// @param openAi errors of OpenAI's routes
  public record Errors(int validationStatus, OpenAiErrors openAi) {
    /// As text-embeddings-inference.
    public static final Errors STANDARD = new Errors(422, OpenAiErrors.FLAT);

    public Errors {
      if (validationStatus != 422 && validationStatus != 413) {
        throw new IllegalArgumentException(
            "validation status must be 422 or 413, is " + validationStatus);
      }
    }
  }

  /// The format of errors on OpenAI's routes.
  public enum OpenAiErrors {
    /// As in text-embeddings-inference.
    FLAT,
    /// As OpenAI: inside `error`.
    NESTED
  }

  /// Limits of length, in bytes, and of time.
  ///
  /// @param payload a request's body
  /// @param document one document of a stream; the stream itself has no limit, since it is never in
  ///   memory as a whole
  /// @param timeout how long a client may take to send a request's headers, its body, or one
  ///   document of a stream; and the longest silence meanwhile
  public record BodyLimits(int payload, int document, Duration timeout) {
    /// 2,000,000, as text-embeddings-inference; 16 MiB a document; 30 seconds.
    public static final BodyLimits STANDARD =
        new BodyLimits(2_000_000, 16 << 20, Duration.ofSeconds(30));

    public BodyLimits {
      if (!timeout.isPositive()) {
        throw new IllegalArgumentException("timeout must be above 0, is " + timeout);
      }
      if (payload < 1 || document < 1) {
        throw new IllegalArgumentException(
            "limits must be positive, are " + payload + " and " + document);
      }
    }

    public BodyLimits withTimeout(Duration changed) {
      return new BodyLimits(payload, document, changed);
    }

    Body.Limit body() {
      return new Body.Limit(payload, timeout);
    }
  }
}
