package dev.semblance.server.http;

import static dev.semblance.server.http.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.FailingEmbedder;
import dev.semblance.server.service.ServiceSettings;
import org.junit.jupiter.api.Test;

class MetricsRouteTest {
  @Test
  void countsRequestsInputsAndFailuresUnderTeiNames() {
    try (var server = RunningServer.standard()) {
      server.post("/embed", json("{'inputs':'a b c'}"));
      server.post("/embed", json("{'inputs':['a','b']}"));
      server.post("/v1/embeddings", json("{'input':''}"));
      server.post("/predict", json("{'inputs':[['q','a'],['q','b']]}"));
      assertThat(server.get("/metrics").header("Content-Type")).startsWith("text/plain");
      assertThat(server.get("/metrics").text().lines())
          .contains(
              "# TYPE te_request_count counter",
              "te_request_count{method=\"single\"} 2",
              "te_request_count{method=\"batch\"} 2",
              "te_request_success{method=\"single\"} 1",
              "te_request_success{method=\"batch\"} 1",
              "te_request_failure{err=\"validation\"} 1",
              "te_request_failure{err=\"model_type\"} 1",
              "te_embed_count 4",
              "te_embed_success 3",
              "te_predict_count 2",
              "te_predict_success 0",
              "# TYPE te_request_duration histogram",
              "te_request_duration_count 2",
              "te_embed_inference_duration_count 2",
              "te_predict_queue_duration_count 0",
              "te_request_input_length_bucket{le=\"1\"} 2",
              "te_request_input_length_bucket{le=\"4\"} 3",
              "te_request_input_length_bucket{le=\"+Inf\"} 3",
              "te_request_input_length_sum 5")
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void countsFailuresByKind() {
    var stuttering =
        new FailingEmbedder(new SemblanceException(Fault.UNTOKENIZABLE, "no unknown token"));
    var one = ServiceSettings.STANDARD.withMaxClientBatch(1);
    try (var server = new RunningServer(stuttering, one, HttpSettings.STANDARD)) {
      server.post("/embed", json("{'inputs':['a','b']}"));
      server.post("/embed", json("{'inputs':'a'}"));
      assertThat(server.get("/metrics").text().lines())
          .contains(
              "te_request_failure{err=\"batch_size\"} 1",
              "te_request_failure{err=\"tokenization\"} 1");
    }
  }

  @Test
  void lengthBucketsCoverModelsLoadedLater() {
    try (var server = RunningServer.standard()) {
      assertThat(server.get("/metrics").text().lines())
          .filteredOn(line -> line.startsWith("te_request_input_length_bucket"))
          .hasSize(21)
          .contains("te_request_input_length_bucket{le=\"524288\"} 0");
    }
  }

  @Test
  void durationCountsInEveryBucketAboveIt() {
    try (var server = RunningServer.standard()) {
      server.post("/embed", json("{'inputs':'a'}")); // the double says 2 ms of tokenizing
      long buckets =
          server
              .get("/metrics")
              .text()
              .lines()
              .filter(line -> line.startsWith("te_embed_tokenization_duration_bucket"))
              .filter(line -> line.endsWith(" 1"))
              .count();
      assertThat(buckets).isEqualTo(23); // 1e-5 × 1.5^14 is 2.9 ms: 22 of 35 bounds, and +Inf
    }
  }
}
