package dev.semblance.server.http;

import dev.semblance.server.access.Listening;
import dev.semblance.server.http.wire.Body;
import java.time.Duration;

/// How the server meets its clients over HTTP. Immutable; the `with…` methods answer a changed
/// copy.
///
/// @param listening where
/// @param limits of bodies
/// @param errors how they are told
/// @param origins whose pages may ask from a browser
/// @param logRequests whether each request leaves a log line
public record HttpSettings(
    Listening listening,
    BodyLimits limits,
    Errors errors,
    CorsPolicy origins,
    boolean logRequests) {

  /// This machine only, port 8080, 422, no pages, no log.
  public static final HttpSettings STANDARD =
      new HttpSettings(
          Listening.locally(8080), BodyLimits.STANDARD, Errors.STANDARD, CorsPolicy.NONE, false);

  public HttpSettings with(Listening changed) {
    return new HttpSettings(changed, limits, errors, origins, logRequests);
  }

  public HttpSettings withPort(int changed) {
    return with(listening.withPort(changed));
  }

  public HttpSettings with(BodyLimits changed) {
    return new HttpSettings(listening, changed, errors, origins, logRequests);
  }

  public HttpSettings with(Errors changed) {
    return new HttpSettings(listening, limits, changed, origins, logRequests);
  }

  public HttpSettings with(CorsPolicy changed) {
    return new HttpSettings(listening, limits, errors, changed, logRequests);
  }

  public HttpSettings withLogRequests(boolean changed) {
    return new HttpSettings(listening, limits, errors, origins, changed);
  }

  /// How errors are told, as far as clients want it in more than one way.
  ///
  /// @param validationStatus what an invalid request is answered with: 422, or 413 as
  ///   text-embeddings-inference did up to 1.8.3
  /// @param openAi those of OpenAI's routes
  public record Errors(int validationStatus, OpenAiErrors openAi) {
    /// As text-embeddings-inference tells them.
    public static final Errors STANDARD = new Errors(422, OpenAiErrors.FLAT);

    public Errors {
      if (validationStatus != 422 && validationStatus != 413) {
        throw new IllegalArgumentException(
            "validation status must be 422 or 413, is " + validationStatus);
      }
    }
  }

  /// The form of errors on OpenAI's routes.
  public enum OpenAiErrors {
    /// As text-embeddings-inference has them.
    FLAT,
    /// As OpenAI has them: within `error`.
    NESTED
  }

  /// Bounds of what is read, in bytes, and of how slowly.
  ///
  /// @param payload of a request's body
  /// @param document of one document in a stream of them; the stream itself has no bound, because
  ///   it is never held
  /// @param patience how long a client may take to send a request's headers, its body, or one
  ///   document of a stream; and how long it may send nothing meanwhile
  public record BodyLimits(int payload, int document, Duration patience) {
    /// 2,000,000, as text-embeddings-inference; 16 MiB a document; 30 seconds.
    public static final BodyLimits STANDARD =
        new BodyLimits(2_000_000, 16 << 20, Duration.ofSeconds(30));

    public BodyLimits {
      if (!patience.isPositive()) {
        throw new IllegalArgumentException("patience must be above 0, is " + patience);
      }
      if (payload < 1 || document < 1) {
        throw new IllegalArgumentException(
            "limits must be positive, are " + payload + " and " + document);
      }
    }

    public BodyLimits withPatience(Duration changed) {
      return new BodyLimits(payload, document, changed);
    }

    Body.Limit body() {
      return new Body.Limit(payload, patience);
    }
  }
}
