package dev.semblance.server.command.option;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.grpc.GrpcSettings;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.settings.Quantity;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Limits of one request, and the format of its errors.
public final class LimitOptions {
  @Option(
      names = "--payload-limit",
      paramLabel = "BYTES",
      defaultValue = "2000000",
      converter = Quantity.CountConverter.class,
      description =
          "Maximum size of an HTTP body, ${DEFAULT-VALUE} by default; a larger one is rejected"
              + " with 413.")
  private int payload;

  @Option(
      names = "--document-limit",
      paramLabel = "BYTES",
      defaultValue = "16777216",
      converter = Quantity.CountConverter.class,
      description =
          "Maximum size of one document in a stream, ${DEFAULT-VALUE} by default; the stream"
              + " itself has no limit.")
  private int document;

  @Option(
      names = "--request-timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = Quantity.DurationConverter.class,
      description =
          "Time for an HTTP client to send a request's headers, its body, or one document of a"
              + " stream; ${DEFAULT-VALUE} by default. After it the connection is closed, or the"
              + " reply is 408. A connection without a request stays open for at least 75s.")
  private Duration requestTimeout = HttpSettings.BodyLimits.STANDARD.timeout();

  @Option(
      names = "--max-client-batch-size",
      paramLabel = "N",
      defaultValue = "2048",
      converter = Quantity.CountConverter.class,
      description =
          "Maximum number of inputs of one request, ${DEFAULT-VALUE} by default; more are"
              + " rejected with 422, or INVALID_ARGUMENT over gRPC.")
  private int clientBatch;

  @Option(
      names = "--max-input-characters",
      paramLabel = "N",
      defaultValue = "1000000",
      converter = Quantity.CountConverter.class,
      description =
          "Maximum length of one input, ${DEFAULT-VALUE} UTF-16 units by default. A longer one is"
              + " truncated if the request truncates and the model's token limit is less than a"
              + " hundredth of it, else rejected with 422.")
  private int characters;

  @Option(
      names = "--auto-truncate",
      paramLabel = "true|false",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description =
          "Whether an input longer than the model's token limit is truncated, for requests that do"
              + " not set it; ${DEFAULT-VALUE} by default. If false, it is rejected.")
  private boolean autoTruncate;

  @Option(
      names = "--validation-status",
      paramLabel = "422|413",
      defaultValue = "422",
      converter = ValidationStatusConverter.class,
      description =
          "Status code of an invalid request: 422, the default, or 413 as in"
              + " text-embeddings-inference up to 1.8.3.")
  private int validationStatus;

  @Option(
      names = "--openai-errors",
      paramLabel = "FORM",
      defaultValue = "flat",
      description =
          "Format of errors on OpenAI's routes: flat, the default, as in text-embeddings-inference,"
              + " or nested, as in OpenAI's API.")
  private HttpSettings.OpenAiErrors openAiErrors = HttpSettings.OpenAiErrors.FLAT;

  @Option(
      names = "--request-memory",
      paramLabel = "SIZE",
      converter = QueueOptions.SizeConverter.class,
      description =
          "Memory for requests in flight, such as 512MiB: bodies, the work on them and replies."
              + " By default a third of the heap, at least 32MiB and at most 1GiB. A request that"
              + " needs more than half of it is rejected with 422, one for which others leave too"
              + " little with 429.")
  private Optional<Long> requestMemory = Optional.empty();

  @Option(
      names = "--grpc-message-limit",
      paramLabel = "BYTES",
      defaultValue = "4194304",
      converter = Quantity.CountConverter.class,
      description = "Maximum size of a gRPC message, ${DEFAULT-VALUE} by default.")
  private int message;

  @Option(
      names = "--grpc-max-parallel-stream-requests",
      paramLabel = "N",
      defaultValue = "1024",
      converter = Quantity.CountConverter.class,
      description =
          "Maximum number of concurrent requests of one gRPC stream, and of concurrent calls of one"
              + " connection; ${DEFAULT-VALUE} by default.")
  private int inFlight;

  public HttpSettings limit(HttpSettings settings) {
    return settings
        .with(new HttpSettings.BodyLimits(payload, document, positive(requestTimeout)))
        .with(new HttpSettings.Errors(validationStatus, openAiErrors));
  }

  private static Duration positive(Duration timeout) {
    if (!timeout.isPositive()) {
      throw new SemblanceException(Fault.INVALID, "--request-timeout must be greater than 0");
    }
    return timeout;
  }

  private static long positive(long bytes) {
    if (bytes < 1) {
      throw new SemblanceException(Fault.INVALID, "--request-memory must be greater than 0");
    }
    return bytes;
  }

  public GrpcSettings limit(GrpcSettings settings) {
    return settings.with(new GrpcSettings.MessageLimits(message, inFlight));
  }

  public ServiceSettings limit(ServiceSettings settings) {
    return settings
        .withMaxClientBatch(clientBatch)
        .withMaxCharacters(characters)
        .withMemory(requestMemory.map(LimitOptions::positive).orElse(settings.limits().memory()))
        .withAutoTruncate(autoTruncate);
  }

  /// 422 or 413.
  static final class ValidationStatusConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.equals("422") && !text.equals("413")) {
        throw new TypeConversionException("'" + text + "' is not one of 422, 413");
      }
      return Integer.valueOf(text);
    }
  }
}
