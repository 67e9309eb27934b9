package dev.semblance.server.http;

import static dev.semblance.server.http.RawClient.head;
import static dev.semblance.server.http.RawClient.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.BlockedEmbedder;
import dev.semblance.server.service.ServiceSettings;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Clients that send one byte now and then, or nothing.
class SlowClientTest {
  private static final Duration DRIP = Duration.ofMillis(100);

  private final BlockedEmbedder model = new BlockedEmbedder();
  private final RunningServer server =
      new RunningServer(
          model,
          ServiceSettings.STANDARD,
          HttpSettings.STANDARD.with(
              HttpSettings.BodyLimits.STANDARD.withTimeout(Duration.ofSeconds(2))));

  @AfterEach
  void stop() {
    model.release();
    server.close();
  }

  @Test
  void slowHeadersEndTheConnection() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      long start = System.nanoTime();
      client.drip("GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(100), DRIP);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(15));
      assertThat(client.status()).isIn(0, 408);
    }
  }

  @Test
  void slowBodyIs408() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      long start = System.nanoTime();
      client.send(head("/embed", 1_000)).drip("{" + " ".repeat(200), DRIP);
      assertThat(client.status()).isEqualTo(408);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(3_500));
    }
  }

  @Test
  void missingBodyIs408() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.send(head("/embed", 1_000) + "{").status()).isEqualTo(408);
    }
  }

  @Test
  void eachDocumentHasItsOwnTimeLimit() throws Exception {
    model.release();
    assertThat(server.put("/collections/c", "").status()).isEqualTo(200);
    try (RawClient client = new RawClient(server.port())) {
      client.send(lines());
      for (int i = 0; i < 6; i++) {
        client.send(chunk("{\"id\":\"%d\",\"text\":\"a\"}\n".formatted(i)));
        Thread.sleep(500);
      }
      assertThat(client.send("0\r\n\r\n").status()).isEqualTo(200);
    }
    assertThat(server.get("/collections/c").json().get("documents").intValue()).isEqualTo(6);
    try (RawClient client = new RawClient(server.port())) {
      client.send(lines());
      for (int i = 0; i < 60; i++) {
        client.send(chunk(" "));
        Thread.sleep(DRIP);
      }
      assertThat(client.status()).isEqualTo(408);
    } catch (IOException _) {
      // It was cut off before its last byte.
    }
  }

  @Test
  void timeOfComputationDoesNotCount() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.send(post("/embed", "{\"inputs\":\"a\"}"));
      Thread.sleep(2_500);
      model.release();
      assertThat(client.status()).isEqualTo(200);
    }
  }

  @Test
  void idleConnectionStaysOpen() throws Exception {
    model.release();
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.send(post("/embed", "{\"inputs\":\"a\"}")).status()).isEqualTo(200);
      Thread.sleep(3_000);
      assertThat(client.send(post("/embed", "{\"inputs\":\"b\"}")).status()).isEqualTo(200);
    }
  }

  private static String lines() {
    return String.join(
        "\r\n",
        "POST /collections/c/documents HTTP/1.1",
        "Host: localhost",
        "Content-Type: application/x-ndjson",
        "Transfer-Encoding: chunked",
        "",
        "");
  }

  private static String chunk(String text) {
    return "%x\r\n%s\r\n".formatted(text.length(), text);
  }
}
