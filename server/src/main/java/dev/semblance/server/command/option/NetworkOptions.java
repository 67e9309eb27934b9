package dev.semblance.server.command.option;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.access.Listening;
import dev.semblance.server.access.TlsIdentity;
import dev.semblance.server.grpc.GrpcSettings;
import dev.semblance.server.http.CorsPolicy;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.settings.Quantity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a server listens.
public final class NetworkOptions {
  @Option(
      names = {"--host", "--hostname"},
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "The address to listen on; ${DEFAULT-VALUE} by default, 0.0.0.0 for all.")
  private String host = "127.0.0.1";

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      defaultValue = "8080",
      converter = Quantity.PortConverter.class,
      description = "The port to listen on; ${DEFAULT-VALUE} by default, 0 for any.")
  private int port = 8080;

  @Option(
      names = "--grpc-port",
      paramLabel = "PORT",
      converter = Quantity.PortConverter.class,
      description = "The port to answer gRPC on, 0 for any; no gRPC without it.")
  private Optional<Integer> grpcPort = Optional.empty();

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description =
          "The server's certificate in PEM, those that vouch for it after it; HTTP and gRPC are"
              + " encrypted with it.")
  private Optional<Path> tlsCertificate = Optional.empty();

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The certificate's private key in PEM (PKCS#8, not encrypted).")
  private Optional<Path> tlsKey = Optional.empty();

  @Option(
      names = "--cors-allow-origin",
      paramLabel = "ORIGIN",
      split = ",",
      description =
          "A page's origin, as https://example.org, whose scripts may ask this server; may be"
              + " repeated, '*' for any. None by default.")
  private List<String> origins = List.of();

  /// @throws SemblanceException INVALID when the TLS files cannot be used
  public HttpSettings http() {
    return HttpSettings.STANDARD
        .with(new Listening(host, port, identity()))
        .with(new CorsPolicy(Set.copyOf(origins)));
  }

  public Optional<GrpcSettings> grpc() {
    return grpcPort.map(port -> GrpcSettings.STANDARD.with(new Listening(host, port, identity())));
  }

  private @Nullable TlsIdentity identity() {
    if (tlsCertificate.isPresent() != tlsKey.isPresent()) {
      throw new SemblanceException(
          Fault.INVALID, "--tls-cert and --tls-key belong together; one of them is missing");
    }
    return tlsCertificate
        .flatMap(certificate -> tlsKey.map(key -> TlsIdentity.read(certificate, key)))
        .orElse(null);
  }
}
