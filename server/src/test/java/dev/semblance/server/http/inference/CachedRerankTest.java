package dev.semblance.server.http.inference;

import static dev.semblance.server.http.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.engine.cache.EmbeddingCache;
import dev.semblance.server.PrometheusText;
import dev.semblance.server.RealModel;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.service.ServiceSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Reranking by vectors uses the cache of embeddings.
class CachedRerankTest {
  private static final String REQUEST =
      "{'query':'boats','texts':['a ship at sea','a train','a boat'],'return_text':true}";

  private final RunningServer server =
      new RunningServer(
          RealModel.open(EmbeddingCache.of(8 << 20)),
          ServiceSettings.STANDARD,
          HttpSettings.STANDARD);

  @Test
  void secondRankingComputesNothing() {
    try (server) {
      long before = count("batch_inputs_total");
      Reply first = rerank(REQUEST);
      assertThat(count("cache_misses_total")).isEqualTo(4);
      assertThat(count("batch_inputs_total") - before).isEqualTo(4);

      Reply second = rerank(REQUEST);
      assertThat(second.text()).isEqualTo(first.text());
      assertThat(second.header("x-compute-tokens")).isEqualTo(first.header("x-compute-tokens"));
      assertThat(second.header("x-inference-time")).isEqualTo("0");
      assertThat(count("cache_hits_total")).isEqualTo(4);
      assertThat(count("cache_misses_total")).isEqualTo(4);
      assertThat(count("batch_inputs_total") - before).isEqualTo(4);
    }
  }

  @Test
  void ranksWithVectorsCachedByOtherRequests() {
    try (server) {
      server.post("/embed", json("{'inputs':['a ship at sea','a train','a boat']}"));
      assertThat(count("cache_misses_total")).isEqualTo(3);
      rerank(REQUEST);
      assertThat(count("cache_hits_total")).isEqualTo(3);
      rerank("{'query':'rails','texts':['a train','a boat','a horse']}");
      assertThat(count("cache_hits_total")).isEqualTo(5);
      assertThat(count("cache_misses_total")).isEqualTo(3 + 1 + 2); // queries, and the horse
    }
  }

  private Reply rerank(String request) {
    Reply reply = server.post("/rerank", json(request));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply;
  }

  private long count(String series) {
    return (long)
        PrometheusText.read(server.get("/metrics").text())
            .value("semblance_" + series, Map.of("model", RealModel.ID));
  }
}
