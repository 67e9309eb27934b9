package dev.semblance.server.command.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.command.BackgroundServe;
import dev.semblance.server.command.Console;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tei.v1.InfoGrpc;
import tei.v1.InfoRequest;

class ServeCommandTest {
  @TempDir Path folder;

  @Test
  void printsReadyServesAndStops() throws Exception {
    Console console = new Console();
    String[] line = {
      "serve",
      "--port",
      "0",
      "--model",
      Console.MODEL,
      "--data",
      folder.toString(),
      "--api-key",
      "secret"
    };
    try (var server = new BackgroundServe(console, line);
        HttpClient client = HttpClient.newHttpClient()) {
      String base = server.address();
      assertThat(client.send(request(base, "secret"), HttpResponse.BodyHandlers.ofString()))
          .satisfies(reply -> assertThat(reply.statusCode()).isEqualTo(200))
          .satisfies(reply -> assertThat(reply.body()).startsWith("[[").endsWith("]]"));
      assertThat(client.send(request(base, "guess"), HttpResponse.BodyHandlers.ofString()))
          .satisfies(reply -> assertThat(reply.statusCode()).isEqualTo(401));
    }
  }

  @Test
  void portInUseIsReported() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      Console console = new Console();
      String port = Integer.toString(taken.getLocalPort());
      assertThat(
              console.run("serve", "--host", "0.0.0.0", "--port", port, "--model", Console.MODEL))
          .isEqualTo(1);
      assertThat(console.err().lines()).hasSize(1);
      assertThat(console.err()).startsWith("semblance: port " + port + " of 0.0.0.0 is in use");
    }
  }

  @Test
  void servesGrpcOnItsOwnPort() throws Exception {
    Console console = new Console();
    String[] line = {"serve", "--port", "0", "--grpc-port", "0", "--model", Console.MODEL};
    try (var server = new BackgroundServe(console, line)) {
      var channel =
          NettyChannelBuilder.forAddress("127.0.0.1", server.grpcPort()).usePlaintext().build();
      var info = InfoGrpc.newBlockingStub(channel).info(InfoRequest.getDefaultInstance());
      assertThat(info.getModelDtype()).isNotEmpty();
      channel.shutdownNow();
    }
  }

  private static HttpRequest request(String base, String key) {
    return HttpRequest.newBuilder(URI.create(base + "/embed"))
        .header("content-type", "application/json")
        .header("authorization", "Bearer " + key)
        .POST(HttpRequest.BodyPublishers.ofString("{\"inputs\":\"good morning\"}"))
        .build();
  }
}
