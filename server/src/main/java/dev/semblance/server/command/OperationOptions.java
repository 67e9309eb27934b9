package dev.semblance.server.command;

import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.Allowance;
import dev.semblance.server.access.Key;
import dev.semblance.server.access.KeyFile;
import dev.semblance.server.command.ServerSettings.Operation;
import dev.semblance.server.command.option.TracingOptions;
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

/// Whom a server lets in, and how it ends.
final class OperationOptions {
  static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(20);

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      converter = Secret.SecretConverter.class,
      description =
          "What clients must send as 'Authorization: Bearer KEY'; may be repeated. Better given as"
              + " SEMBLANCE_API_KEY, which other users of the machine cannot read.")
  private List<Secret> keys = List.of();

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description =
          "A YAML file of keys by name, each with limits of its own where it has some; beside those"
              + " of --api-key.")
  private Optional<Path> keyFile = Optional.empty();

  @Option(
      names = "--key-requests-per-second",
      paramLabel = "N",
      converter = Quantity.CountConverter.class,
      description =
          "How many requests one key may make a second; more are refused with 429. No limit by"
              + " default.")
  private Optional<Integer> perSecond = Optional.empty();

  @Option(
      names = "--key-concurrent-requests",
      paramLabel = "N",
      converter = Quantity.CountConverter.class,
      description =
          "How many requests of one key are worked on at once; more are refused with 429. No limit"
              + " by default.")
  private Optional<Integer> atOnce = Optional.empty();

  @Option(
      names = "--key-inputs-per-second",
      paramLabel = "N",
      converter = Quantity.CountConverter.class,
      description =
          "How many inputs one key may have a second: texts to embed, tokenize or score, searches,"
              + " documents; more are refused with 429, but documents wait. No limit by default.")
  private Optional<Integer> inputs = Optional.empty();

  @Option(
      names = "--shutdown-timeout",
      paramLabel = "TIME",
      defaultValue = "20s",
      converter = Quantity.DurationConverter.class,
      description =
          "How long requests may take to end when the server is told to stop, ${DEFAULT-VALUE} by"
              + " default; new ones are refused with 503 meanwhile.")
  private Duration shutdownTimeout = SHUTDOWN_TIMEOUT;

  @Option(
      names = "--log-requests",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      defaultValue = "false",
      description =
          "Log one line for each request over HTTP: method, path, status, milliseconds, tokens and"
              + " the key's name.")
  private boolean logRequests;

  @Mixin private final TracingOptions tracing = new TracingOptions();

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
