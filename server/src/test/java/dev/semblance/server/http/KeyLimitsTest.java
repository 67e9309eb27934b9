package dev.semblance.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.WordEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.Allowance;
import dev.semblance.server.access.Key;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.service.ServiceSettings;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Limits of inputs per key, whatever the number of requests.
class KeyLimitsTest {
  private static final int MANY = 1_000;

  private final RunningServer server =
      new RunningServer(
          List.of(new WordEmbedder("words")),
          ServiceSettings.STANDARD,
          AccessControl.of(
              List.of(
                  new Key("small", "small", new Allowance(MANY, MANY, 5)),
                  new Key("other", "other", new Allowance(MANY, MANY, MANY)))),
          HttpSettings.STANDARD);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void inputsOfAllRequestsOfAKeyCount() {
    String list = list("\"a\"", 200);
    assertThat(post("small", "/embed", "{\"inputs\":" + list + "}").status()).isEqualTo(200);
    for (String path : List.of("/embed", "/tokenize", "/embed_all")) {
      Reply refused = post("small", path, "{\"inputs\":\"a\"}");
      assertThat(refused.status()).as(path).isEqualTo(429);
      assertThat(refused.json().get("error").textValue()).contains("'small'", "5 inputs a second");
      assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(20, 40);
    }
    Reply ranking = post("small", "/rerank", "{\"query\":\"a\",\"texts\":[\"b\"]}");
    assertThat(ranking.status()).isEqualTo(429);
    assertThat(post("other", "/embed", "{\"inputs\":" + list + "}").status()).isEqualTo(200);
    assertThat(RunningServer.send(server.request("/info").header("Authorization", "Bearer small")))
        .satisfies(reply -> assertThat(reply.status()).isEqualTo(200));
  }

  @Test
  void documentsWaitUntilTheLimitAllowsThem() {
    var create =
        server
            .request("/collections/c")
            .header("Authorization", "Bearer small")
            .PUT(BodyPublishers.noBody());
    assertThat(RunningServer.send(create).status()).isEqualTo(200);
    String document = "{\"id\":\"a\",\"text\":\"a\"}";
    assertThat(post("small", "/collections/c/documents", list(document, 20)).status())
        .isEqualTo(200);
    long start = System.nanoTime();
    assertThat(post("small", "/collections/c/documents", list(document, 100)).status())
        .isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(100));
    assertThat(post("small", "/collections/c/search", "{\"query\":\"a\"}").status()).isEqualTo(429);
  }

  private static String list(String element, int count) {
    return "[" + (element + ",").repeat(count - 1) + element + "]";
  }

  private Reply post(String key, String path, String body) {
    return RunningServer.send(
        server
            .request(path)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }
}
