package dev.semblance.server.http;

import static dev.semblance.server.http.RawClient.head;
import static dev.semblance.server.http.RawClient.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.WordEmbedder;
import dev.semblance.server.service.ServiceSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Connections that stay idle for longer than a request may take to arrive: before the first
/// request, between requests, and between pipelined ones.
class IdleConnectionTest {
  private static final Duration TIMEOUT = Duration.ofMillis(400);
  private static final int CONNECTIONS = 40;
  private static final int REQUESTS = 8;
  private static final String BODY = "{\"inputs\":\"a\"}";

  private static final RunningServer SERVER =
      new RunningServer(
          new WordEmbedder("words"),
          ServiceSettings.STANDARD,
          HttpSettings.STANDARD.with(HttpSettings.BodyLimits.STANDARD.withTimeout(TIMEOUT)));

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void connectionWaitsForItsFirstRequest() throws Exception {
    try (RawClient client = new RawClient(SERVER.port())) {
      Thread.sleep(TIMEOUT.multipliedBy(4));
      assertThat(client.send(post("/embed", BODY)).status()).isEqualTo(200);
    }
  }

  @Test
  void everyRequestIsAnsweredAfterRandomGaps() throws Exception {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println("IdleConnectionTest seed " + seed);
    List<Callable<List<Integer>>> clients = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      Random random = new Random(seed + i);
      clients.add(() -> statuses(random));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<Integer>> statuses : threads.invokeAll(clients)) {
        assertThat(statuses.get()).hasSizeGreaterThanOrEqualTo(REQUESTS).containsOnly(200);
      }
    }
  }

  /// Statuses of requests after gaps of up to three times the limit, a third of them close to it;
  /// some are sent in pairs, some in two parts.
  private static List<Integer> statuses(Random random) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    try (RawClient client = new RawClient(SERVER.port())) {
      for (int i = 0; i < REQUESTS; i++) {
        Thread.sleep(gapMillis(random));
        switch (random.nextInt(3)) {
          case 0 -> client.send(post("/embed", BODY));
          case 1 -> {
            client.send(post("/embed", BODY).repeat(2));
            statuses.add(client.status());
          }
          default -> {
            client.send(head("/embed", BODY.length()));
            Thread.sleep(random.nextInt(50));
            client.send(BODY);
          }
        }
        statuses.add(client.status());
      }
    }
    return statuses;
  }

  private static long gapMillis(Random random) {
    long limit = TIMEOUT.toMillis();
    return random.nextInt(3) == 0 ? limit - 20 + random.nextInt(40) : random.nextLong(3 * limit);
  }
}
