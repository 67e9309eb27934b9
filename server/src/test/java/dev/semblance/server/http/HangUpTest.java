package dev.semblance.server.http;

import static dev.semblance.server.http.RawClient.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.BlockedEmbedder;
import dev.semblance.server.service.ServiceSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Clients that hang up, or send the next request, before the reply.
class HangUpTest {
  private static final String EMBED = post("/embed", "{\"inputs\":\"a\"}");

  private final BlockedEmbedder model = new BlockedEmbedder();
  private final RunningServer server =
      new RunningServer(model, ServiceSettings.STANDARD, HttpSettings.STANDARD);

  @AfterEach
  void stop() {
    model.release();
    server.close();
  }

  @Test
  void hangUpInterruptsTheWork() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      clients.add(new RawClient(server.port()).send(EMBED));
    }
    assertThat(model.awaitCalls(20)).isTrue();
    for (RawClient client : clients) {
      client.close();
    }
    assertThat(model.awaitInterrupts(20)).isTrue();
    awaitMetrics("te_request_failure{err=\"dropped\"} 20");
  }

  @Test
  void searchIsInterruptedWhenItsClientHangsUp() throws Exception {
    assertThat(server.put("/collections/c", "").status()).isEqualTo(200);
    RawClient client =
        new RawClient(server.port()).send(post("/collections/c/search", "{\"query\":\"a\"}"));
    assertThat(model.awaitCalls(1)).isTrue();
    client.close();
    assertThat(model.awaitInterrupts(1)).isTrue();
    awaitMetrics(
        "semblance_search_requests_total{route=\"/collections/{collection}/search\","
            + "lanes=\"dense+lexical\",outcome=\"cancelled\"} 1");
  }

  /// The work is interrupted a moment before it is counted.
  private void awaitMetrics(String line) throws InterruptedException {
    for (int i = 0; i < 200 && !server.get("/metrics").text().contains(line); i++) {
      Thread.sleep(50);
    }
    assertThat(server.get("/metrics").text()).contains(line);
  }

  @Test
  void lateResetInterruptsTheWork() throws Exception {
    RawClient client = new RawClient(server.port()).send(EMBED);
    assertThat(model.awaitCalls(1)).isTrue();
    Thread.sleep(1_000);
    client.reset();
    assertThat(model.awaitInterrupts(1)).isTrue();
  }

  @Test
  void pipelinedRequestsAreAllAnswered() throws Exception {
    try (RawClient client = new RawClient(server.port()).send(EMBED)) {
      assertThat(model.awaitCalls(1)).isTrue();
      Thread.sleep(500);
      client.send(EMBED);
      Thread.sleep(500);
      client.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
      model.release();
      assertThat(client.status()).isEqualTo(200);
      assertThat(client.status()).isEqualTo(200);
      assertThat(client.status()).isEqualTo(200);
      assertThat(client.send(EMBED).status()).isEqualTo(200);
    }
  }

  @Test
  void connectionStaysUsableAfterALongRequest() throws Exception {
    try (RawClient client = new RawClient(server.port()).send(EMBED)) {
      assertThat(model.awaitCalls(1)).isTrue();
      Thread.sleep(700);
      model.release();
      assertThat(client.status()).isEqualTo(200);
      for (int i = 0; i < 3; i++) {
        assertThat(client.send(EMBED).status()).isEqualTo(200);
        Thread.sleep(300);
      }
    }
  }
}
