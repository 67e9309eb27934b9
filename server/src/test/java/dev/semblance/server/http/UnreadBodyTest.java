package dev.semblance.server.http;

import static dev.semblance.server.http.RawClient.head;
import static dev.semblance.server.http.RawClient.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.service.ServiceSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests whose reply is sent before their body is read.
class UnreadBodyTest {
  private static final RunningServer SERVER =
      new RunningServer(
          ServiceSettings.STANDARD,
          HttpSettings.STANDARD.with(
              HttpSettings.BodyLimits.STANDARD.withTimeout(Duration.ofSeconds(1))));

  @BeforeAll
  static void makeTheCollection() {
    SERVER.put("/collections/c", "");
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  /// Paths that refuse a body before its end.
  static List<String> refused() {
    return List.of(
        "/collections/c/documents", "/collections/none/documents", "/models/none/embed", "/none");
  }

  @ParameterizedTest
  @MethodSource("refused")
  void nextRequestAfterAnEarlyReplyIsAnswered(String path) throws Exception {
    String body = "]" + " ".repeat(300_000);
    try (RawClient client = new RawClient(SERVER.port())) {
      for (int i = 0; i < 3; i++) {
        client.send(head(path, body.length()) + body.substring(0, 1_000));
        Thread.sleep(100);
        client.send(body.substring(1_000));
        assertThat(client.status()).isBetween(400, 499);
        assertThat(client.says("connection: close")).isFalse();
        assertThat(client.send(post("/embed", "{\"inputs\":\"a\"}")).status()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void connectionIsAnnouncedToCloseWhenTheBodyStops(String path) throws IOException {
    try (RawClient client = new RawClient(SERVER.port())) {
      client.send(head(path, 300_000) + "]");
      assertThat(client.status()).isBetween(400, 499);
      assertThat(client.says("connection: close")).isTrue();
      assertThat(client.status()).isZero();
    }
  }

  @Test
  void unneededBodyIsNotRequested() throws IOException {
    try (RawClient client = new RawClient(SERVER.port())) {
      String request = head("/none", 300_000);
      client.send(request.replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n"));
      assertThat(client.status()).isEqualTo(404);
      assertThat(client.says("connection: close")).isTrue();
    }
  }
}
