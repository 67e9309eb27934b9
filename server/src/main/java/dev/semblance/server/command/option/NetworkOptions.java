package dev.semblance.server.command.option;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.access.ListenAddress;
import dev.semblance.server.access.SecretFile;
import dev.semblance.server.access.TlsIdentity;
import dev.semblance.server.grpc.GrpcSettings;
import dev.semblance.server.http.BrowserAccess;
import dev.semblance.server.http.CorsPolicy;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.settings.Quantity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Addresses, TLS and CORS of a server.
public final class NetworkOptions {
  @Option(
      names = {"--host", "--hostname"},
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "Address to listen on; ${DEFAULT-VALUE} by default, 0.0.0.0 for all.")
  private String host = "127.0.0.1";

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      defaultValue = "8080",
      converter = Quantity.PortConverter.class,
      description = "Port to listen on; ${DEFAULT-VALUE} by default, 0 for any free port.")
  private int port = 8080;

  @Option(
      names = "--grpc-port",
      paramLabel = "PORT",
      converter = Quantity.PortConverter.class,
      description = "Port for gRPC, 0 for any free port; without it gRPC is off.")
  private Optional<Integer> grpcPort = Optional.empty();

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description =
          "Certificate chain in PEM, the server's own certificate first; encrypts HTTP and gRPC.")
  private Optional<Path> tlsCertificate = Optional.empty();

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "Private key of the certificate in PEM (PKCS#8, not encrypted).")
  private Optional<Path> tlsKey = Optional.empty();

  @Option(
      names = "--cors-allow-origin",
      paramLabel = "ORIGIN",
      split = ",",
      converter = OriginConverter.class,
      description =
          "Origin of web pages whose scripts may call this server, such as https://example.org; may"
              + " be repeated, '*' for any. None by default.")
  private List<String> origins = List.of();

  /// Origins as browsers send them. Any other word, such as a host without its scheme, would match
  /// no page.
  static final class OriginConverter implements ITypeConverter<String> {
    private static final Pattern ORIGIN = Pattern.compile("\\*|[a-z][a-z0-9+.-]*://[^/?#\\s]+");

    @Override
    public String convert(String text) {
      if (!ORIGIN.matcher(text).matches()) {
        throw new TypeConversionException(
            "'%s' is no origin: give a scheme and a host, such as https://example.org, or '*' for any"
                .formatted(text));
      }
      return text;
    }
  }

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      split = ",",
      description =
          "Name, besides localhost, by which clients may call a server on a loopback address"
              + " without an API key, as its Host header has it without the port; may be repeated,"
              + " '*' for any. Stops web pages that point their own domain name to this machine.")
  private List<String> hosts = List.of();

  /// @throws SemblanceException INVALID when the TLS files cannot be used
  public HttpSettings http() {
    return HttpSettings.STANDARD
        .with(new ListenAddress(host, port, identity()))
        .with(new BrowserAccess(new CorsPolicy(Set.copyOf(origins)), Set.copyOf(hosts)));
  }

  public Optional<GrpcSettings> grpc() {
    return grpcPort.map(
        port -> GrpcSettings.STANDARD.with(new ListenAddress(host, port, identity())));
  }

  /// A warning about the private key.
  public Optional<String> warning() {
    return tlsKey.flatMap(SecretFile::warning);
  }

  private @Nullable TlsIdentity identity() {
    if (tlsCertificate.isPresent() != tlsKey.isPresent()) {
      throw new SemblanceException(
          Fault.INVALID, "TLS needs both --tls-cert and --tls-key; one of them is missing");
    }
    return tlsCertificate
        .flatMap(certificate -> tlsKey.map(key -> TlsIdentity.read(certificate, key)))
        .orElse(null);
  }
}
