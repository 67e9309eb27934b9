package dev.semblance.server.http.inference;

import static dev.semblance.server.http.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.semblance.Fault;
import dev.semblance.Priority;
import dev.semblance.Scheduling;
import dev.semblance.SemblanceException;
import dev.semblance.server.FailingEmbedder;
import dev.semblance.server.RecordingEmbedder;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.service.ServiceSettings;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulingHeadersTest {
  private final RecordingEmbedder embedder = new RecordingEmbedder();
  private final RunningServer server =
      new RunningServer(embedder, ServiceSettings.STANDARD, HttpSettings.STANDARD);

  @AfterEach
  void stop() {
    server.close();
  }

  private Reply post(String path, String body, String... headers) {
    return RunningServer.send(
        server
            .request(path)
            .header("Content-Type", "application/json")
            .headers(headers)
            .POST(BodyPublishers.ofString(json(body))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/embed | {'inputs':'a'}",
        "/models/words/embed | {'inputs':'a'}",
        "/embed_multi | {'inputs':'a'}",
        "/v1/embeddings | {'input':'a'}",
        "/similarity | {'inputs':{'source_sentence':'a','sentences':['b']}}",
        "/rerank | {'query':'a','texts':['b']}",
        "/v1/rerank | {'query':'a','documents':['b'],'model':'words'}",
        "/v2/rerank | {'query':'a','documents':['b'],'model':'words'}",
        "/score | {'pairs':[['a','b']]}",
        "/ | {'inputs':'a'}",
        "/vertex | {'instances':[{'inputs':'a'}]}"
      })
  void everyTaskReceivesPriorityAndDeadline(String path, String body) {
    Reply reply =
        post(path, body, "X-Semblance-Priority", "bulk", "x-semblance-deadline-ms", "5000");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(embedder.scheduling())
        .isNotEmpty()
        .allSatisfy(scheduling -> {
          assertThat(scheduling.priority()).isEqualTo(Priority.BULK);
          assertThat(scheduling.deadline())
              .isBetween(Duration.ofMillis(1), Duration.ofMillis(5000));
        });
  }

  @Test
  void defaultsToInteractiveAndTheServersDeadline() {
    post("/embed", "{'inputs':'a'}", "accept", "*/*");
    assertThat(embedder.scheduling())
        .extracting(Scheduling::priority, Scheduling::deadline)
        .containsExactly(tuple(Priority.INTERACTIVE, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/collections/c/search | {'query':'a'}",
        "/similar?collection=c | {'text':'a','num_results':3}"
      })
  void headersScheduleTheEmbeddingOfAQuery(String path, String body) {
    assertThat(server.put("/collections/c", "").status()).isEqualTo(200);
    Reply reply =
        post(path, body, "X-Semblance-Priority", "bulk", "x-semblance-deadline-ms", "5000");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(embedder.scheduling())
        .singleElement()
        .satisfies(scheduling -> {
          assertThat(scheduling.priority()).isEqualTo(Priority.BULK);
          assertThat(scheduling.deadline())
              .isBetween(Duration.ofMillis(1), Duration.ofMillis(5000));
        });
  }

  @Test
  void headersDoNotScheduleTheEmbeddingOfDocuments() {
    assertThat(server.put("/collections/c", "").status()).isEqualTo(200);
    Reply reply =
        post(
            "/collections/c/documents",
            "[{'id':'a','text':'a'}]",
            "x-semblance-deadline-ms",
            "5000");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(embedder.scheduling()).containsExactly(Scheduling.BULK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"urgent", "Bulk", "", "bulk, interactive"})
  void refusesUnknownPriorities(String priority) {
    Reply reply = post("/embed", "{'inputs':'a'}", "x-semblance-priority", priority);
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().path("error").asText())
        .isEqualTo("`x-semblance-priority` must be `interactive` or `bulk`, is `" + priority + "`");
    assertThat(embedder.scheduling()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "soon", "", "86400001", "99999999999999999999"})
  void refusesInvalidDeadlines(String deadline) {
    Reply reply = post("/v1/embeddings", "{'input':'a'}", "x-semblance-deadline-ms", deadline);
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().path("message").asText())
        .startsWith("`x-semblance-deadline-ms` must be a whole number from 1 to 86400000, is");
    assertThat(embedder.scheduling()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "300, 1", "4200, 5", "3600000, 60"})
  void overloadHasRetryAfter(long takesMillis, String said) {
    var full =
        new FailingEmbedder(SemblanceException.overloaded("full", Duration.ofMillis(takesMillis)));
    try (var overloaded =
        new RunningServer(full, ServiceSettings.STANDARD, HttpSettings.STANDARD)) {
      Reply reply = overloaded.post("/embed", json("{'inputs':'a'}"));
      assertThat(reply.status()).isEqualTo(429);
      assertThat(reply.header("Retry-After")).isEqualTo(said);
      assertThat(reply.json().path("error_type").asText()).isEqualTo("Overloaded");
    }
  }

  @Test
  void overloadOfUnknownLengthRetriesAfterASecond() {
    var full = new FailingEmbedder(new SemblanceException(Fault.OVERLOADED, "full"));
    try (var overloaded =
        new RunningServer(full, ServiceSettings.STANDARD, HttpSettings.STANDARD)) {
      assertThat(overloaded.post("/embed", json("{'inputs':'a'}")).header("Retry-After"))
          .isEqualTo("1");
    }
  }
}
