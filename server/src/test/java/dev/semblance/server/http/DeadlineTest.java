package dev.semblance.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.RecordingEmbedder;
import dev.semblance.server.service.ServiceSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests whose body arrives after the deadline that their headers set.
class DeadlineTest {
  private final RecordingEmbedder embedder = new RecordingEmbedder();
  private final RunningServer server =
      new RunningServer(embedder, ServiceSettings.STANDARD, HttpSettings.STANDARD);

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/collections/c/search | {'query':'a'}",
        "/collections/c/search | {'query':'a','mode':'lexical'}",
        "/similar?collection=c | {'text':'a','num_results':3}",
        "/tokenize | {'inputs':'a'}"
      })
  void aPassedDeadlineIsAnsweredWith429(String path, String body) throws Exception {
    assertThat(server.put("/collections/c", "").status()).isEqualTo(200);
    try (RawClient client = late(path, body)) {
      assertThat(client.status()).isEqualTo(429);
      assertThat(client.says("retry-after: 1")).isTrue();
    }
    assertThat(embedder.scheduling()).isEmpty();
  }

  @Test
  void documentsAreWrittenAfterTheDeadline() throws Exception {
    assertThat(server.put("/collections/c", "").status()).isEqualTo(200);
    try (RawClient client = late("/collections/c/documents", "[{'id':'a','text':'a'}]")) {
      assertThat(client.status()).isEqualTo(200);
    }
    assertThat(server.get("/collections/c/documents/a").status()).isEqualTo(200);
  }

  private RawClient late(String path, String quoted) throws Exception {
    String body = RunningServer.json(quoted);
    String head =
        RawClient.head(path, body.getBytes(UTF_8).length)
            .replace("Host: localhost\r\n", "Host: localhost\r\nx-semblance-deadline-ms: 20\r\n");
    RawClient client = new RawClient(server.port()).send(head);
    Thread.sleep(200);
    return client.send(body);
  }
}
