package dev.semblance.server.http;

import static dev.semblance.server.http.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.FailingEmbedder;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.service.ServiceSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
              "te_request_failure{err=\"tokenization\"} 1",
              "te_request_failure{err=\"model_type\"} 1",
              "te_embed_count 4",
              "te_embed_success 3",
              "te_predict_count 0",
              "te_predict_success 0",
              "# TYPE te_request_duration histogram",
              "te_request_duration_count 2",
              "te_embed_duration_count 3",
              "te_embed_inference_duration_count 3",
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

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          /embed       | {'inputs':['a','']}                                      | tokenization | 2
          /embed       | {'inputs':[]}                                            | tokenization | 1
          /embed       | {'inputs':'a','prompt_name':'nope'}                      | tokenization | 1
          /embed       | {'inputs':'LONG','truncate':false}                       | tokenization | 1
          /embed       | {'inputs':'a','dimensions':0}                            | validation   | 0
          /embed       | {'inputs':'','dimensions':0}                             | validation   | 0
          /embed       | {'inputs':['a','b','c','d','e']}                         | batch_size   | 0
          /embed_sparse| {'inputs':''}                                            | model_type   | 0
          /similarity  | {'inputs':{'source_sentence':'a','sentences':[]}}        | validation   | 0
          /tokenize    | {'inputs':['a','']}                                      | tokenization | 0
          /tokenize    | {'inputs':[]}                                            | validation   | 0
          /decode      | {'ids':[[97],[]]}                                        | tokenization | 0
          """)
  void countsFailuresAsTextEmbeddingsInferenceDoes(
      String path, String body, String err, int inputs) {
    var four = ServiceSettings.STANDARD.withMaxClientBatch(4);
    try (var server = new RunningServer(new WordEmbedder("words"), four, HttpSettings.STANDARD)) {
      assertThat(server.post(path, json(body.replace("LONG", "a ".repeat(600)))).status())
          .isGreaterThanOrEqualTo(400);
      assertThat(server.get("/metrics").text().lines())
          .contains("te_request_failure{err=\"%s\"} 1".formatted(err), "te_embed_count " + inputs);
    }
  }

  @Test
  void listOfOneTextIsABatch() {
    try (var server = RunningServer.standard()) {
      server.post("/embed", json("{'inputs':['a']}"));
      server.post("/v1/embeddings", json("{'input':['a']}"));
      server.post("/embed", json("{'inputs':[7,8]}"));
      server.post("/similarity", json("{'inputs':{'source_sentence':'a','sentences':['b']}}"));
      assertThat(server.get("/metrics").text().lines())
          .contains(
              "te_request_count{method=\"batch\"} 3", "te_request_count{method=\"single\"} 1");
    }
  }

  /// To the last digit, so that series of both servers can be summed up by `le`.
  @Test
  void boundsOfDurationsAreTextEmbeddingsInferences() {
    try (var server = RunningServer.standard()) {
      assertThat(server.get("/metrics").text())
          .contains(
              "te_request_duration_bucket{le=\"0.000015000000000000002\"}",
              "te_request_duration_bucket{le=\"0.000022500000000000005\"}",
              "te_request_duration_bucket{le=\"9.707397373664762\"}");
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
