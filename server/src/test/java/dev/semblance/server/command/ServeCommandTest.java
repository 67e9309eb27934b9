package dev.semblance.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tei.v1.InfoGrpc;
import tei.v1.InfoRequest;

class ServeCommandTest {
  private static final Pattern READY =
      Pattern.compile("ready (http://127\\.0\\.0\\.1:\\d+) in [0-9.]+ s\n");
  private static final Pattern READY_WITH_GRPC =
      Pattern.compile("ready http://127\\.0\\.0\\.1:\\d+ and grpc://127\\.0\\.0\\.1:(\\d+) in ");

  @TempDir Path folder;

  @Test
  void printsReadyServesAndStops() throws Exception {
    Console console = new Console();
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(
            () ->
                console.run(
                    "serve",
                    "--port",
                    "0",
                    "--model",
                    Console.MODEL,
                    "--data",
                    folder.toString(),
                    "--api-key",
                    "secret"));
    String base = awaitReady(console);
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(request(base, "secret"), HttpResponse.BodyHandlers.ofString()))
          .satisfies(reply -> assertThat(reply.statusCode()).isEqualTo(200))
          .satisfies(reply -> assertThat(reply.body()).startsWith("[[").endsWith("]]"));
      assertThat(client.send(request(base, "guess"), HttpResponse.BodyHandlers.ofString()))
          .satisfies(reply -> assertThat(reply.statusCode()).isEqualTo(401));
    }
    console.stop().request();
    assertThat(code.get(20, TimeUnit.SECONDS)).isZero();
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
      assertThat(console.err()).startsWith("semblance: cannot listen on 0.0.0.0 port " + port);
    }
  }

  @Test
  void servesGrpcOnItsOwnPort() throws Exception {
    Console console = new Console();
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(
            () ->
                console.run("serve", "--port", "0", "--grpc-port", "0", "--model", Console.MODEL));
    int port = Integer.parseInt(await(console, READY_WITH_GRPC));
    var channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    var info = InfoGrpc.newBlockingStub(channel).info(InfoRequest.getDefaultInstance());
    assertThat(info.getModelDtype()).isNotEmpty();
    channel.shutdownNow();
    console.stop().request();
    assertThat(code.get(20, TimeUnit.SECONDS)).isZero();
  }

  private static String awaitReady(Console console) throws InterruptedException {
    return await(console, READY);
  }

  private static String await(Console console, Pattern pattern) throws InterruptedException {
    for (int i = 0; i < 600; i++) {
      Matcher ready = pattern.matcher(console.out());
      if (ready.find()) {
        return ready.group(1);
      }
      Thread.sleep(50);
    }
    throw new AssertionError("not ready: " + console.out() + console.err());
  }

  private static HttpRequest request(String base, String key) {
    return HttpRequest.newBuilder(URI.create(base + "/embed"))
        .header("content-type", "application/json")
        .header("authorization", "Bearer " + key)
        .POST(HttpRequest.BodyPublishers.ofString("{\"inputs\":\"good morning\"}"))
        .build();
  }
}
