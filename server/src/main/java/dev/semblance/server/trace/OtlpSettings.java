package dev.semblance.server.trace;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.settings.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/// Settings of the trace exporter.
///
/// @param endpoint of the collector, `http://HOST:PORT` or with `https`
/// @param protocol of OTLP
/// @param service name of the server in traces; not blank
/// @param headers sent with every request, such as a key; kept out of logs
public record OtlpSettings(
    URI endpoint, Protocol protocol, String service, Map<String, String> headers) {
  /// OpenTelemetry's registered port for OTLP over gRPC, which text-embeddings-inference uses.
  private static final int GRPC_PORT = 4317;

  private static final String TRACES = "v1/traces";

  /// Transport of OTLP.
  public enum Protocol {
    /// Protobuf in POST requests.
    HTTP("http/protobuf"),
    /// Protobuf in gRPC calls.
    GRPC("grpc");

    private final String name;

    Protocol(String name) {
      this.name = name;
    }

    /// OpenTelemetry's name for it.
    @Override
    public String toString() {
      return name;
    }

    /// Default protocol of an endpoint.
    public static Protocol of(URI endpoint) {
      return endpoint.getPort() == GRPC_PORT ? GRPC : HTTP;
    }
  }

  public OtlpSettings {
    headers = Map.copyOf(headers);
    if (service.isBlank()) {
      throw new IllegalArgumentException("a service's name cannot be empty");
    }
  }

  /// Over HTTP, without headers.
  public static OtlpSettings of(URI endpoint, String service) {
    return new OtlpSettings(endpoint, Protocol.HTTP, service, Map.of());
  }

  /// Reads an endpoint.
  ///
  /// @throws SemblanceException INVALID when it is no URL of HTTP
  public static URI endpoint(String text) {
    try {
      URI url = new URI(text.strip());
      String scheme = String.valueOf(url.getScheme());
      if (url.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return url;
      }
    } catch (URISyntaxException _) {
      // Said below, as for a URL of another kind.
    }
    throw new SemblanceException(
        Fault.INVALID,
        "'%s' is no OTLP endpoint; write http://HOST:4318".formatted(Secret.masked(text)));
  }

  /// URL that spans are posted to: `/v1/traces` below the endpoint, unless it ends in that already.
  String traces() {
    String url = endpoint.toString();
    if (url.endsWith("/" + TRACES)) {
      return url;
    }
    return url.endsWith("/") ? url + TRACES : url + "/" + TRACES;
  }

  /// Address of the collector, with a port.
  String collector() {
    String host = endpoint.getScheme() + "://" + endpoint.getHost();
    return host + ":" + (endpoint.getPort() < 0 ? GRPC_PORT : endpoint.getPort());
  }

  /// The endpoint for messages, without its login.
  String shown() {
    return Secret.masked(endpoint.toString());
  }

  /// Without headers and login, which must not appear in logs.
  @Override
  public String toString() {
    return "OtlpSettings[endpoint=%s, protocol=%s, service=%s]"
        .formatted(shown(), protocol, service);
  }
}
