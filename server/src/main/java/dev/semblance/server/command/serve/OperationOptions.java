package dev.semblance.server.command.serve;

import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.Allowance;
import dev.semblance.server.access.Key;
import dev.semblance.server.access.KeyFile;
import dev.semblance.server.access.SecretFile;
import dev.semblance.server.command.option.TracingOptions;
import dev.semblance.server.command.serve.ServerSettings.Operation;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.settings.Quantity;
import dev.semblance.server.settings.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// API keys and their limits, shutdown, request logging and tracing of a server.
public final class OperationOptions {
  static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(20);

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      converter = Secret.SecretConverter.class,
      description =
          "Key that clients must send as 'Authorization: Bearer KEY'; may be repeated. Prefer"
              + " SEMBLANCE_API_KEY: other users of the machine can read a command line.")
  private List<Secret> keys = List.of();

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description =
          "YAML file of keys by name, each with its own limits and rights if given; in addition to"
              + " those of --api-key.")
  private Optional<Path> keyFile = Optional.empty();

  @Option(
      names = "--key-requests-per-second",
      paramLabel = "N",
      converter = Quantity.CountConverter.class,
      description =
          "Requests per second for each key; more are rejected with 429. No limit by default.")
  private Optional<Integer> perSecond = Optional.empty();

  @Option(
      names = "--key-concurrent-requests",
      paramLabel = "N",
      converter = Quantity.CountConverter.class,
      description =
          "Concurrent requests for each key; more are rejected with 429. No limit by default.")
  private Optional<Integer> atOnce = Optional.empty();

  @Option(
      names = "--key-inputs-per-second",
      paramLabel = "N",
      converter = Quantity.CountConverter.class,
      description =
          "Inputs per second for each key: texts to embed, tokenize or score, searches, documents;"
              + " more are rejected with 429, except documents, which are delayed. No limit by"
              + " default.")
  private Optional<Integer> inputs = Optional.empty();

  @Option(
      names = "--shutdown-timeout",
      paramLabel = "TIME",
      defaultValue = "20s",
      converter = Quantity.DurationConverter.class,
      description =
          "Time for open requests to finish when the server stops, ${DEFAULT-VALUE} by default; new"
              + " ones are rejected with 503 meanwhile.")
  private Duration shutdownTimeout = SHUTDOWN_TIMEOUT;

  @Option(
      names = "--log-requests",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      defaultValue = "false",
      description =
          "Log one line for each HTTP request: method, path, status, milliseconds, tokens and the"
              + " key's name.")
  private boolean logRequests;

  @Mixin private final TracingOptions tracing = new TracingOptions();

  /// A warning about the file of keys.
  Optional<String> warning() {
    return keyFile.flatMap(SecretFile::warning);
  }

  HttpSettings log(HttpSettings settings) {
    return settings.withLogRequests(logRequests);
  }

  /// @throws dev.semblance.SemblanceException INVALID, NOT_FOUND when the file of keys, or the
  ///   endpoint for traces, cannot be used
  Operation operation() {
    Allowance allowance =
        new Allowance(
            perSecond.orElse(Integer.MAX_VALUE),
            atOnce.orElse(Integer.MAX_VALUE),
            inputs.orElse(Integer.MAX_VALUE));
    List<Key> all = new ArrayList<>();
    for (Secret key : keys) {
      all.add(new Key("key " + (all.size() + 1), key.value(), allowance));
    }
    keyFile.ifPresent(file -> all.addAll(KeyFile.read(file, allowance)));
    return new Operation(AccessControl.of(all), shutdownTimeout, tracing.settings());
  }
}
