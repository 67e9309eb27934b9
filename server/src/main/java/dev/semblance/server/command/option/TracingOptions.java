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

/// Tracing by OpenTelemetry.
public final class TracingOptions {
  @Option(
      names = "--otlp-endpoint",
      paramLabel = "URL",
      description =
          "OTLP endpoint that receives traces, such as http://localhost:4318. No traces without"
              + " it.")
  private Optional<String> endpoint = Optional.empty();

  @Option(
      names = "--otlp-protocol",
      paramLabel = "http/protobuf|grpc",
      converter = ProtocolConverter.class,
      description =
          "Protocol of the endpoint; by default grpc if its port is 4317, else http/protobuf, which"
              + " appends /v1/traces to the endpoint.")
  private Optional<OtlpSettings.Protocol> protocol = Optional.empty();

  @Option(
      names = "--otlp-service-name",
      paramLabel = "NAME",
      defaultValue = "semblance",
      description = "Service name in traces; ${DEFAULT-VALUE} by default.")
  private String service = "semblance";

  @Option(
      names = "--otlp-headers",
      paramLabel = "NAME=VALUE,…",
      converter = Secret.SecretConverter.class,
      description =
          "Headers sent to the endpoint with each message, such as an API key; separated by"
              + " commas.")
  private Optional<Secret> headers = Optional.empty();

  /// @return null where tracing is off
  /// @throws SemblanceException INVALID when the endpoint is not a URL, or a header not NAME=VALUE
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

  /// Values may be percent-encoded, as in OpenTelemetry's own variable.
  private static Map<String, String> headers(Secret written) {
    Map<String, String> headers = new TreeMap<>();
    for (String header : written.value().split(",", -1)) {
      int equals = header.indexOf('=');
      if (equals < 1) {
        throw new SemblanceException(
            Fault.INVALID, "--otlp-headers must be NAME=VALUE, separated by commas");
      }
      String value = header.substring(equals + 1).strip().replace("+", "%2B");
      headers.put(header.substring(0, equals).strip(), URLDecoder.decode(value, UTF_8));
    }
    return headers;
  }

  /// From OpenTelemetry's names.
  static final class ProtocolConverter implements ITypeConverter<OtlpSettings.Protocol> {
    @Override
    public OtlpSettings.Protocol convert(String text) {
      return switch (text) {
        case "http/protobuf" -> OtlpSettings.Protocol.HTTP;
        case "grpc" -> OtlpSettings.Protocol.GRPC;
        default ->
            throw new TypeConversionException("'" + text + "' is not one of http/protobuf, grpc");
      };
    }
  }
}
