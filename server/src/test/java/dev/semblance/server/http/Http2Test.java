package dev.semblance.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.BlockedEmbedder;
import dev.semblance.server.service.ServiceSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// HTTP/2 without TLS, for clients that begin with it.
class Http2Test {
  private static final String BODY = "{\"inputs\":\"deep water\"}";

  @Test
  void requestsAreAnsweredAsOverHttp1() throws Exception {
    try (RunningServer server = RunningServer.standard();
        var client = new Http2Client(server.port())) {
      int health = client.get("/health");
      assertThat(client.reply()).isEqualTo(new Http2Client.Reply(health, 200, ""));
      int embed = client.post("/embed", BODY);
      String vectors = server.post("/embed", BODY).text();
      assertThat(client.reply()).isEqualTo(new Http2Client.Reply(embed, 200, vectors));
      client.post("/embed", "{");
      assertThat(client.reply().status()).isEqualTo(400);
      client.get("/none");
      assertThat(client.reply().status()).isEqualTo(404);
    }
  }

  @Test
  void manyRequestsOfOneConnectionAreServedTogether() throws Exception {
    var model = new BlockedEmbedder();
    try (var server = new RunningServer(model, ServiceSettings.STANDARD, HttpSettings.STANDARD);
        var client = new Http2Client(server.port())) {
      Set<Integer> sent = new HashSet<>();
      for (int i = 0; i < 40; i++) {
        sent.add(client.post("/embed", BODY));
      }
      assertThat(model.awaitCalls(40)).isTrue();
      assertThat(server.get("/health").status()).isEqualTo(200);
      int health = client.get("/health");
      assertThat(client.reply().stream()).isEqualTo(health);
      model.release();
      Set<Integer> answered = new HashSet<>();
      for (int i = 0; i < 40; i++) {
        answered.add(client.reply().stream());
      }
      assertThat(answered).isEqualTo(sent);
    }
  }

  @Test
  void resetStreamInterruptsItsWorkAlone() throws Exception {
    var model = new BlockedEmbedder();
    try (var server = new RunningServer(model, ServiceSettings.STANDARD, HttpSettings.STANDARD);
        var client = new Http2Client(server.port())) {
      int given = client.post("/embed", BODY);
      int kept = client.post("/embed", BODY);
      assertThat(model.awaitCalls(2)).isTrue();
      client.reset(given);
      assertThat(model.awaitInterrupts(1)).isTrue();
      model.release();
      assertThat(client.reply().stream()).isEqualTo(kept);
    }
  }

  @Test
  void hangUpInterruptsTheWork() throws Exception {
    var model = new BlockedEmbedder();
    try (var server = new RunningServer(model, ServiceSettings.STANDARD, HttpSettings.STANDARD)) {
      try (var client = new Http2Client(server.port())) {
        client.post("/embed", BODY);
        assertThat(model.awaitCalls(1)).isTrue();
      }
      assertThat(model.awaitInterrupts(1)).isTrue();
      model.release();
    }
  }

  /// Java's client offers an upgrade with its first request.
  @Test
  void offeredUpgradeIsNotTaken() throws Exception {
    try (RunningServer server = RunningServer.standard();
        HttpClient client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/health"));
      assertThat(client.send(request.build(), BodyHandlers.ofString()).version())
          .isEqualTo(HttpClient.Version.HTTP_1_1);
    }
  }
}
