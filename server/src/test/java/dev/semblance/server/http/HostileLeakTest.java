package dev.semblance.server.http;

import static dev.semblance.server.http.RawClient.head;
import static dev.semblance.server.http.RawClient.post;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.engine.cache.EmbeddingCache;
import dev.semblance.server.LoggedErrors;
import dev.semblance.server.ProcessResources;
import dev.semblance.server.PrometheusText;
import dev.semblance.server.RealModel;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.http.SoundBodies.Sound;
import dev.semblance.server.service.ServiceSettings;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Hostile bodies and connections against a real model with its tokenizer. Afterwards the server
/// has no more threads, connections, queue places or memory in use than before.
class HostileLeakTest {
  private static final int BODIES = 20;
  private static final int CONNECTIONS = 120;
  private static final String LONG = "{\"inputs\":\"" + "odd words ".repeat(2_000) + "\"}";

  private final AccessControl access = AccessControl.open();
  private final RunningServer server =
      new RunningServer(
          List.of(RealModel.open(EmbeddingCache.of(1 << 20))),
          ServiceSettings.STANDARD,
          access,
          HttpSettings.STANDARD);

  @AfterEach
  void stop() {
    server.close();
  }

  /// The first run creates what is created once; the second is measured.
  @Test
  void secondRunUsesNoMoreResources() throws Exception {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println("HostileLeakTest seed " + seed);
    server.put("/collections/c", "");
    try (LoggedErrors complaints = LoggedErrors.record()) {
      attack(new Random(seed));
      awaitIdle();
      assertThat(complaints.messages()).isEmpty();
    }
    ProcessResources before = ProcessResources.now();
    attack(new Random(seed));
    awaitIdle();
    before.awaitAtMostThis();
    assertThat(server.post("/embed", "{\"inputs\":\"still here\"}").status()).isEqualTo(200);
    assertThat(access.close(Duration.ofSeconds(10))).as("requests inside").isZero();
  }

  private void attack(Random random) throws IOException {
    for (Sound sound : SoundBodies.all()) {
      if (!sound.ofAModel()) {
        for (int i = 0; i < BODIES; i++) {
          answers(sound, HostileBodies.mutated(sound, random));
          answers(sound, HostileBodies.withOddText(sound, random));
        }
        HostileBodies.broken().forEach(body -> answers(sound, body));
      }
    }
    for (int i = 0; i < CONNECTIONS; i++) {
      breakOff(i, random);
    }
  }

  private void answers(Sound sound, byte[] body) {
    Reply reply =
        RunningServer.send(
            server
                .request(sound.path())
                .header("Content-Type", "application/json")
                .method(sound.method().name(), BodyPublishers.ofByteArray(body)));
    String text = new String(body, UTF_8);
    assertThat(reply.status())
        .as("%s %s: %s", sound, text.substring(0, Math.min(300, text.length())), reply.text())
        .isBetween(200, 499);
  }

  /// A client that disconnects within its request or within the reply.
  private void breakOff(int way, Random random) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      switch (way % 4) {
        case 0 -> client.send("nonsense\r\n\r\n").status();
        case 1 -> client.send(head("/embed", LONG.length()) + LONG.substring(random.nextInt(900)));
        case 2 -> client.send(post("/embed", LONG)).reset();
        default -> client.send(post("/embed", LONG) + post("/rerank", "{").substring(0, 9));
      }
    }
  }

  private void awaitIdle() throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (atWork() > 0 && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    assertThat(atWork()).as("calls that run and inputs that wait").isZero();
  }

  private double atWork() {
    Map<String, String> model = Map.of("model", RealModel.ID);
    PrometheusText metrics = PrometheusText.read(server.get("/metrics").text());
    return server.get("/v1/models").json().at("/data/0/running").intValue()
        + metrics.value("te_queue_size", Map.of())
        + metrics.value("semblance_queue_inputs", model)
        + metrics.value("semblance_queue_tokens", model);
  }
}
