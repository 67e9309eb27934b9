package dev.semblance.server.command.option;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.settings.Secret;
import dev.semblance.server.trace.OtlpSettings;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Who is told of requests.
public final class TracingOptions {
  @Option(
      names = "--otlp-endpoint",
      paramLabel = "URL",
      description =
          "The collector that is told of requests by OpenTelemetry's OTLP, such as"
              + " http://localhost:4318. No traces without it.")
  private Optional<String> endpoint = Optional.empty();

  @Option(
      names = "--otlp-protocol",
      paramLabel = "http/protobuf|grpc",
      converter = ProtocolConverter.class,
      description =
          "How the collector is told; by default grpc where the endpoint's port is 4317, else"
              + " http/protobuf, for which /v1/traces is added to the endpoint.")
  private Optional<OtlpSettings.Protocol> protocol = Optional.empty();

  @Option(
      names = "--otlp-service-name",
      paramLabel = "NAME",
      defaultValue = "semblance",
      description = "What this server is called in traces; ${DEFAULT-VALUE} by default.")
  private String service = "semblance";

  @Option(
      names = "--otlp-headers",
      paramLabel = "NAME=VALUE,…",
      converter = Secret.SecretConverter.class,
      description =
          "What the collector wants to see with each message, such as a key of its own; several"
              + " with commas between.")
  private Optional<Secret> headers = Optional.empty();

  /// @return null where nobody is told
  /// @throws SemblanceException INVALID when the endpoint is no URL, or a header no header
  @Nullable
  public OtlpSettings settings() {
    return endpoint.map(text -> settings(OtlpSettings.endpoint(text))).orElse(null);
  }

  private OtlpSettings settings(URI url) {
    return new OtlpSettings(
        url,
        protocol.orElseGet(() -> OtlpSettings.Protocol.of(url)),
        service,
        headers.map(TracingOptions::headers).orElse(Map.of()));
  }

  /// Values may be percent-encoded, as OpenTelemetry's own variable has them.
  private static Map<String, String> headers(Secret written) {
    Map<String, String> headers = new TreeMap<>();
    for (String header : written.value().split(",", -1)) {
      int equals = header.indexOf('=');
      if (equals < 1) {
        throw new SemblanceException(
            Fault.INVALID, "--otlp-headers must be NAME=VALUE, with commas between several");
      }
      String value = header.substring(equals + 1).strip().replace("+", "%2B");
      headers.put(header.substring(0, equals).strip(), URLDecoder.decode(value, UTF_8));
    }
    return headers;
  }

  /// By OpenTelemetry's names.
  static final class ProtocolConverter implements ITypeConverter<OtlpSettings.Protocol> {
    @Override
    public OtlpSettings.Protocol convert(String text) {
      return switch (text) {
        case "http/protobuf" -> OtlpSettings.Protocol.HTTP;
        case "grpc" -> OtlpSettings.Protocol.GRPC;
        default ->
            throw new TypeConversionException("'" + text + "' is neither http/protobuf nor grpc");
      };
    }
  }
}
