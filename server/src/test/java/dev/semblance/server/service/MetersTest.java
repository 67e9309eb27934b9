package dev.semblance.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.Workload;
import dev.semblance.Workload.Batches;
import dev.semblance.Workload.Cache;
import dev.semblance.Workload.Queue;
import dev.semblance.Workload.SizeHistogram;
import dev.semblance.server.PrometheusText;
import dev.semblance.server.PrometheusText.Sample;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.request.RequestContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetersTest {
  private static final String ODD = "odd \"name\" \\ of\ntwo lines";

  private final Services services =
      Services.over(
          List.of(
              new Laden(
                  ODD,
                  new Workload(
                      new Queue(3, 70, 2_500_000_000L, 5, 6),
                      new Batches(
                          new SizeHistogram(List.of(1L, 0L, 2L), 9),
                          new SizeHistogram(List.of(0L, 3L), 6),
                          11,
                          4),
                      new Cache(7, 8))),
              new Laden(
                  "b",
                  new Workload(
                      new Queue(1, 9, 1, 0, 0),
                      new Batches(
                          new SizeHistogram(List.of(2L), 2),
                          new SizeHistogram(List.of(2L), 2),
                          0,
                          0),
                      Cache.NONE))),
          null,
          ServiceSettings.STANDARD);

  private PrometheusText text() {
    return PrometheusText.read(services.meters().text());
  }

  private EmbedReply embed(String model, String text) {
    return services
        .inference()
        .embed(
            RequestContext.ofServer("/embed"),
            new EmbedCall(model, List.of(Input.of(text)), EmbedOptions.DEFAULT));
  }

  @Test
  void everySeriesIsOneThatPrometheusReads() {
    embed(ODD, "hello");
    PrometheusText text = text();
    text.families()
        .forEach((name, family) -> {
          assertThat(name).startsWith(name.startsWith("te_") ? "te_" : "semblance_");
          if (name.startsWith("semblance_")) {
            assertThat(name.endsWith("_total")).as(name).isEqualTo(family.type().equals("counter"));
          }
          assertThat(family.samples()).as(name).doesNotHaveDuplicates();
        });
  }

  @Test
  void bucketsAscendAndTheLastHoldsAll() {
    embed(ODD, "hello there");
    PrometheusText text = text();
    for (String name : List.of("te_request_input_length", "te_batch_next_size")) {
      List<Double> counts =
          text.family(name).samples().stream()
              .filter(sample -> sample.name().endsWith("_bucket"))
              .map(Sample::value)
              .toList();
      assertThat(counts).isSorted();
      assertThat(text.value(name + "_bucket", Map.of("le", "+Inf")))
          .isEqualTo(counts.getLast())
          .isEqualTo(text.value(name + "_count", Map.of()));
    }
  }

  @Test
  void teisOwnSeriesSumUpTheModels() {
    PrometheusText text = text();
    assertThat(text.value("te_queue_size", Map.of())).isEqualTo(4);
    assertThat(text.value("te_batch_next_size_bucket", Map.of("le", "1"))).isEqualTo(3);
    assertThat(text.value("te_batch_next_size_bucket", Map.of("le", "4"))).isEqualTo(5);
    assertThat(text.value("te_batch_next_size_sum", Map.of())).isEqualTo(11);
    assertThat(text.value("te_batch_next_tokens_count", Map.of())).isEqualTo(5);
    assertThat(text.family("te_batch_next_size").samples()).hasSize(13 + 3); // 1 … 4096
    assertThat(text.family("te_batch_next_tokens").samples()).hasSize(21 + 3); // 1 … 2²⁰
  }

  @Test
  void ourOwnTellTheModelsApart() {
    PrometheusText text = text();
    Map<String, String> odd = Map.of("model", ODD);
    assertThat(text.value("semblance_queue_inputs", odd)).isEqualTo(3);
    assertThat(text.value("semblance_queue_inputs", Map.of("model", "b"))).isEqualTo(1);
    assertThat(text.value("semblance_queue_tokens", odd)).isEqualTo(70);
    assertThat(text.value("semblance_queue_oldest_seconds", odd)).isEqualTo(2.5);
    assertThat(text.value("semblance_queue_expired_inputs_total", odd)).isEqualTo(5);
    assertThat(text.value("semblance_queue_cancelled_inputs_total", odd)).isEqualTo(6);
    assertThat(text.value("semblance_batches_total", odd)).isEqualTo(3);
    assertThat(text.value("semblance_batch_inputs_total", odd)).isEqualTo(9);
    assertThat(text.value("semblance_batch_tokens_total", odd)).isEqualTo(6);
    assertThat(text.value("semblance_batch_padding_tokens_total", odd)).isEqualTo(11);
    assertThat(text.value("semblance_truncated_inputs_total", odd)).isEqualTo(4);
    assertThat(text.value("semblance_cache_hits_total", odd)).isEqualTo(7);
    assertThat(text.value("semblance_cache_misses_total", odd)).isEqualTo(8);
  }

  @Test
  void requestsAreCountedByModelRouteAndOutcome() {
    embed(ODD, "three short words");
    assertThatThrownBy(() -> embed(ODD, "")).hasMessageContaining("empty");
    assertThatThrownBy(() -> embed("made up", "a")).hasMessageContaining("no");
    PrometheusText text = text();
    Map<String, String> odd = Map.of("model", ODD, "route", "/embed");
    assertThat(text.value("semblance_inputs_total", odd)).isEqualTo(1);
    assertThat(text.value("semblance_tokens_total", odd)).isEqualTo(3);
    assertThat(text.value("semblance_request_seconds_count", odd)).isEqualTo(1);
    assertThat(requests(text, ODD, "ok")).isEqualTo(1);
    assertThat(requests(text, ODD, "empty")).isEqualTo(1);
    assertThat(requests(text, "", "not_found")).isEqualTo(1);
    assertThat(text.value("te_request_failure", Map.of("err", "model_type"))).isEqualTo(1);
  }

  @Test
  void memoryIsReported() {
    services.meters().gauge("semblance_of_others", "A gauge of another component", () -> 42);
    PrometheusText text = text();
    assertThat(text.value("semblance_heap_bytes", Map.of())).isGreaterThan(1e6);
    assertThat(text.value("semblance_of_others", Map.of())).isEqualTo(42);
  }

  private static double requests(PrometheusText text, String model, String outcome) {
    return text.value(
        "semblance_requests_total", Map.of("model", model, "route", "/embed", "outcome", outcome));
  }

  /// An embedder of words that tells the load it is given to tell.
  private record Laden(String name, Workload workload) implements Embedder {
    @Override
    public ModelCard card() {
      return new WordEmbedder(name).card();
    }

    @Override
    public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
      return new WordEmbedder(name).embed(inputs, options);
    }

    @Override
    public void close() {}
  }
}
