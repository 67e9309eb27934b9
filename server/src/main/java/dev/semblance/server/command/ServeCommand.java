package dev.semblance.server.command;

import dev.semblance.Library;
import dev.semblance.Model;
import dev.semblance.search.DataDirectory;
import dev.semblance.server.grpc.GrpcSettings;
import dev.semblance.server.http.HttpSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Answers over HTTP, and over gRPC where it is asked to, until it is told to stop.
@Command(
    name = "serve",
    description = {
      "Answer over HTTP: embeddings, and with --data collections that can be written and searched.",
      "",
      "Speaks the routes of text-embeddings-inference and of OpenAI's embeddings; /openapi.json"
          + " describes them all. --grpc-port adds gRPC, with the services tei.v1 and semblance.v1."
          + " Prints one line when it can answer. Ctrl-C ends it in order."
    },
    footer = {
      "",
      "Examples:",
      "  ./semblance serve",
      "  ./semblance serve --model bge-small-en-v1.5 --model bge-small-zh-v1.5 --data data",
      "  curl 127.0.0.1:8080/embed -H 'content-type: application/json' -d '{\"inputs\":\"hello\"}'"
    })
final class ServeCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "The address to listen on; ${DEFAULT-VALUE} by default, 0.0.0.0 for all.")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "The port to listen on; ${DEFAULT-VALUE} by default, 0 for any.")
  private int port = 8080;

  @Option(
      names = "--grpc-port",
      paramLabel = "PORT",
      description = "The port to answer gRPC on, 0 for any; no gRPC without it.")
  private Optional<Integer> grpcPort = Optional.empty();

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "A model to open, as 'semblance models list' names it; may be repeated. The"
              + " first answers where a request names none. "
              + OpenModels.DEFAULT
              + " by default.")
  private List<String> models = List.of(OpenModels.DEFAULT);

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory; without it there are no collections.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      defaultValue = "${env:SEMBLANCE_API_KEY}",
      description =
          "What clients must send as 'Authorization: Bearer KEY'; also taken from"
              + " SEMBLANCE_API_KEY, which other users of the machine cannot read.")
  private Optional<String> apiKey = Optional.empty();

  @Mixin private final EncoderOption encoder = new EncoderOption();

  ServeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    HttpSettings settings =
        HttpSettings.STANDARD.withHost(host).withPort(port).withApiKey(apiKey.orElse(null));
    try (OpenModels opened = surroundings.models(encoder)) {
      List<Model> named = models.stream().map(OpenModels::lasting).map(opened::model).toList();
      try (Library library = data.map(at -> DataDirectory.open(at, opened)).orElse(null)) {
        new Serving(surroundings, grpc()).untilStopped(named, library, settings);
      }
    }
    return ExitCode.OK;
  }

  private @Nullable GrpcSettings grpc() {
    return grpcPort
        .map(port ->
            GrpcSettings.STANDARD.withHost(host).withPort(port).withApiKey(apiKey.orElse(null)))
        .orElse(null);
  }
}
