package dev.semblance.server.command.option;

import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Where a command finds collections beside `--data`: in a running server; and how the models of a
/// data directory are opened.
public final class CatalogOptions {
  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "Use the collections of this running server instead of --data, such as"
              + " http://127.0.0.1:8080. A server of this machine that has --data open is found"
              + " without it. SEMBLANCE_API_KEY is sent as the key.")
  private Optional<URI> server = Optional.empty();

  @Mixin private final EncoderOption encoder = new EncoderOption();

  @Mixin private final PoolingOption pooling = new PoolingOption();

  public Optional<URI> server() {
    return server;
  }

  public EncoderOption encoder() {
    return encoder;
  }

  public PoolingOption pooling() {
    return pooling;
  }
}
