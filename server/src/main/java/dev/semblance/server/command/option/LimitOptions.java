package dev.semblance.server.command.option;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.grpc.GrpcSettings;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.settings.Quantity;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// How much one request may hold.
public final class LimitOptions {
  @Option(
      names = "--payload-limit",
      paramLabel = "BYTES",
      defaultValue = "2000000",
      converter = Quantity.CountConverter.class,
      description =
          "The longest body over HTTP, ${DEFAULT-VALUE} by default; a longer one is refused"
              + " with 413.")
  private int payload;

  @Option(
      names = "--document-limit",
      paramLabel = "BYTES",
      defaultValue = "16777216",
      converter = Quantity.CountConverter.class,
      description =
          "The longest document in a stream of them, ${DEFAULT-VALUE} by default; the stream"
              + " itself has no limit.")
  private int document;

  @Option(
      names = "--request-timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = Quantity.DurationConverter.class,
      description =
          "How long a client may take over HTTP to send a request's headers, its body, or one"
              + " document of a stream; ${DEFAULT-VALUE} by default. A slower one is cut off, or"
              + " answered with 408. Between requests a connection stays open for 75s at least.")
  private Duration requestTimeout = HttpSettings.BodyLimits.STANDARD.patience();

  @Option(
      names = "--max-client-batch-size",
      paramLabel = "N",
      defaultValue = "2048",
      converter = Quantity.CountConverter.class,
      description =
          "The most inputs of one request, ${DEFAULT-VALUE} by default; more are refused with"
              + " 422, or INVALID_ARGUMENT over gRPC.")
  private int clientBatch;

  @Option(
      names = "--max-input-characters",
      paramLabel = "N",
      defaultValue = "1000000",
      converter = Quantity.CountConverter.class,
      description =
          "The longest text of one input, ${DEFAULT-VALUE} UTF-16 units by default; a longer one"
              + " is cut where inputs are and the model reads less than a hundredth of it in"
              + " tokens, else refused with 422.")
  private int characters;

  @Option(
      names = "--auto-truncate",
      paramLabel = "true|false",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description =
          "Whether a longer input than the model reads is cut where the request does not say;"
              + " ${DEFAULT-VALUE} by default. Where it is not cut it is refused.")
  private boolean autoTruncate;

  @Option(
      names = "--validation-status",
      paramLabel = "422|413",
      defaultValue = "422",
      converter = ValidationStatusConverter.class,
      description =
          "The status code of an invalid request: 422, the default, or 413 as"
              + " text-embeddings-inference had it up to 1.8.3.")
  private int validationStatus;

  @Option(
      names = "--openai-errors",
      paramLabel = "FORM",
      defaultValue = "flat",
      description =
          "The form of errors on OpenAI's routes: flat, the default, as text-embeddings-inference"
              + " has them, or nested, as OpenAI does.")
  private HttpSettings.OpenAiErrors openAiErrors = HttpSettings.OpenAiErrors.FLAT;

  @Option(
      names = "--grpc-message-limit",
      paramLabel = "BYTES",
      defaultValue = "4194304",
      converter = Quantity.CountConverter.class,
      description = "The longest message over gRPC, ${DEFAULT-VALUE} by default.")
  private int message;

  @Option(
      names = "--grpc-max-parallel-stream-requests",
      paramLabel = "N",
      defaultValue = "1024",
      converter = Quantity.CountConverter.class,
      description =
          "Requests of one gRPC stream, and calls of one connection, that are worked on at once;"
              + " ${DEFAULT-VALUE} by default.")
  private int inFlight;

  public HttpSettings limit(HttpSettings settings) {
    return settings
        .with(new HttpSettings.BodyLimits(payload, document, positive(requestTimeout)))
        .with(new HttpSettings.Errors(validationStatus, openAiErrors));
  }

  private static Duration positive(Duration patience) {
    if (!patience.isPositive()) {
      throw new SemblanceException(Fault.INVALID, "--request-timeout must be above 0");
    }
    return patience;
  }

  public GrpcSettings limit(GrpcSettings settings) {
    return settings.with(new GrpcSettings.MessageLimits(message, inFlight));
  }

  public ServiceSettings limit(ServiceSettings settings) {
    return settings
        .withMaxClientBatch(clientBatch)
        .withMaxCharacters(characters)
        .withAutoTruncate(autoTruncate);
  }

  /// 422 or 413.
  static final class ValidationStatusConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.equals("422") && !text.equals("413")) {
        throw new TypeConversionException("'" + text + "' is neither 422 nor 413");
      }
      return Integer.valueOf(text);
    }
  }
}
