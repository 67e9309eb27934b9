package dev.semblance.server.http;

import static dev.semblance.server.http.RawClient.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.WordEmbedder;
import dev.semblance.server.service.ServiceSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The next request on a connection after a reply: at once, in pieces, later, or never.
class NextRequestTest {
  private static final String EMBED = post("/embed", "{\"inputs\":\"a\"}");

  private final RunningServer server =
      new RunningServer(new WordEmbedder("words"), ServiceSettings.STANDARD, HttpSettings.STANDARD);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void immediateNextRequestIsAnswered() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      for (int i = 0; i < 1_000; i++) {
        assertThat(client.send(EMBED).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void splitRequestIsAnsweredWhereverItIsSplit() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      for (int cut = 1; cut < EMBED.length(); cut++) {
        client.send(EMBED.substring(0, cut));
        Thread.sleep(cut % 3);
        assertThat(client.send(EMBED.substring(cut)).status()).as("cut at %d", cut).isEqualTo(200);
      }
    }
  }

  @Test
  void nextRequestIsAnsweredAfterAnyPause() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      for (int i = 0; i < 60; i++) {
        assertThat(client.send(EMBED).status()).isEqualTo(200);
        Thread.sleep(Duration.ofNanos(i * 20_000L));
      }
    }
  }

  @Test
  void pipelinedRequestsInOnePacketAreAnswered() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      for (int i = 0; i < 100; i++) {
        client.send(EMBED + EMBED + EMBED.substring(0, 20));
        assertThat(client.status()).isEqualTo(200);
        assertThat(client.status()).isEqualTo(200);
        assertThat(client.send(EMBED.substring(20)).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void requestAfterASlowReplyIsAnswered() throws Exception {
    String text = '"' + "a ".repeat(400) + '"';
    String many = post("/embed_all", "{\"inputs\":[" + text + ("," + text).repeat(400) + "]}");
    try (RawClient client = new RawClient(server.port())) {
      for (int i = 0; i < 10; i++) {
        client.send(many);
        Thread.sleep(Duration.ofMillis(20L * i));
        assertThat(client.status()).isEqualTo(200);
        assertThat(client.length()).isGreaterThan(4 << 20);
        assertThat(client.send(EMBED).status()).isEqualTo(200);
        assertThat(client.send(EMBED).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void nonHttpBytesGet400AndCloseTheConnection() throws IOException {
    for (int i = 0; i < 50; i++) {
      try (RawClient client = new RawClient(server.port())) {
        assertThat(client.send(EMBED).status()).isEqualTo(200);
        assertThat(client.send("\0\1\2 nonsense\r\n\r\n").status()).isEqualTo(400);
        assertThat(client.status()).as("the connection has ended").isEqualTo(0);
      }
    }
  }

  @Test
  void silentAndClosedConnectionsDoNotAffectOthers() throws IOException {
    List<RawClient> silent = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      RawClient client = new RawClient(server.port());
      assertThat(client.send(EMBED).status()).isEqualTo(200);
      switch (i % 3) {
        case 0 -> client.close();
        case 1 -> client.reset();
        default -> silent.add(client);
      }
    }
    for (RawClient client : silent) {
      assertThat(client.send(EMBED).status()).isEqualTo(200);
      client.close();
    }
  }

  @Test
  void requestsOfManyConnectionsAreAnswered() throws Exception {
    try (var clients = Executors.newFixedThreadPool(8)) {
      Callable<Integer> asking =
          () -> {
            int answered = 0;
            try (RawClient client = new RawClient(server.port())) {
              for (int i = 0; i < 200; i++) {
                answered += client.send(EMBED).status() == 200 ? 1 : 0;
              }
            }
            return answered;
          };
      for (var answered : clients.invokeAll(Collections.nCopies(8, asking))) {
        assertThat(answered.get()).isEqualTo(200);
      }
    }
  }
}
