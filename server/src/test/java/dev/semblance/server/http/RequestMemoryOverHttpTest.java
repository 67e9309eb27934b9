package dev.semblance.server.http;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.engine.cache.EmbeddingCache;
import dev.semblance.server.RealModel;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.service.ServiceSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Memory of requests in flight: what cannot be held is refused before it is computed.
@Timeout(60)
class RequestMemoryOverHttpTest {
  private static final int MEMORY = 1_000_000;

  private final RunningServer server =
      new RunningServer(
          RealModel.open(EmbeddingCache.NONE),
          ServiceSettings.STANDARD.withMemory(MEMORY),
          HttpSettings.STANDARD);

  @AfterEach
  void stop() {
    server.close();
  }

  private static String inputs(int count, int words) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + "good ".repeat(words) + i + "\"")
        .collect(joining(",", "{\"inputs\":[", "]}"));
  }

  private long held() {
    String name = "semblance_request_memory_bytes ";
    return server
        .get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }

  private void assertReleased() throws InterruptedException {
    for (int i = 0; held() > 0 && i < 100; i++) {
      Thread.sleep(20); // until the reply has left
    }
    assertThat(held()).isZero();
  }

  @Test
  void replyThatCannotBeHeldIsRefused() throws InterruptedException {
    Reply reply = server.post("/embed_all", inputs(60, 24));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().path("error_type").asText()).isEqualTo("Validation");
    assertThat(reply.json().path("error").asText())
        .matches(
            "Input validation error: the request and its reply need about \\d+ bytes of memory, the"
                + " limit is 500000; send fewer inputs at once, ask for fewer `dimensions`, or take"
                + " the numbers as bytes");
    assertThat(server.post("/embed_all", inputs(2, 24)).status()).isEqualTo(200);
    assertThat(server.post("/embed", inputs(60, 24)).status()).isEqualTo(200);
    assertReleased();
  }

  @Test
  void bytesTakeLessThanDecimals() {
    String body = inputs(12, 24);
    assertThat(server.post("/embed_all", body).status()).isEqualTo(422);
    Reply bytes =
        RunningServer.send(
            server
                .request("/embed_all")
                .header("Content-Type", "application/json")
                .header("Accept", "application/octet-stream")
                .POST(BodyPublishers.ofString(body)));
    assertThat(bytes.status()).isEqualTo(200);
  }

  @Test
  void tokensThatCannotBeHeldAreRefused() throws InterruptedException {
    String text = "a ".repeat(1_500);
    Reply reply = server.post("/tokenize", "{\"inputs\":\"" + text + "\"}");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().path("error").asText())
        .contains("bytes of memory, the limit is 500000");
    assertThat(server.post("/tokenize", "{\"inputs\":\"a short one\"}").status()).isEqualTo(200);
    assertReleased();
  }

  @Test
  void heldBackBodiesLeaveRoomForOthers() throws Exception {
    List<Socket> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        clients.add(heldBack());
      }
      for (int i = 0; held() < MEMORY / 3 && i < 100; i++) {
        Thread.sleep(20); // until the bodies are read
      }
      Reply large = server.post("/embed", inputs(1_900, 18));
      assertThat(large.status()).isEqualTo(429);
      assertThat(large.header("Retry-After")).isEqualTo("1");
      assertThat(large.json().path("error").asText())
          .matches("other requests hold \\d+ of the 1000000 bytes .*; retry later");
      assertThat(server.post("/embed", inputs(3, 24)).status()).isEqualTo(200);
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
    assertReleased();
  }

  /// A client that sends all of its body but the end.
  private Socket heldBack() throws IOException {
    byte[] body = inputs(1_000, 20).getBytes(StandardCharsets.UTF_8);
    Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port());
    OutputStream out = client.getOutputStream();
    out.write(
        """
        POST /embed HTTP/1.1
        Host: localhost
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(body.length)
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.UTF_8));
    out.write(body, 0, body.length - 1);
    out.flush();
    return client;
  }

  @Test
  void longRepliesArriveWhole() {
    try (RunningServer large =
        new RunningServer(
            RealModel.open(EmbeddingCache.NONE), ServiceSettings.STANDARD, HttpSettings.STANDARD)) {
      Reply reply = large.post("/embed_all", inputs(200, 24));
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.text().length()).isGreaterThan(1_500_000);
      assertThat(Long.parseLong(reply.header("Content-Length"))).isEqualTo(reply.text().length());
      assertThat(reply.json()).hasSize(200);
    }
  }
}
