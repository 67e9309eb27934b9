package dev.semblance.engine.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.Prompts;
import dev.semblance.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsymmetricEmbedderTest {
  @Test
  void workloadAddsBothCachesAndCountsTheSharedQueueOnce() {
    var queue = new Workload.Queue(3, 30, 1, 0, 0);
    Embedder queries = new FixedWorkload(new Workload(queue, Workload.Batches.NONE, cache(5, 1)));
    Embedder documents = new FixedWorkload(new Workload(queue, Workload.Batches.NONE, cache(2, 4)));
    Workload both = new AsymmetricEmbedder(queries, documents).workload();
    assertThat(both.cache()).isEqualTo(cache(7, 5));
    assertThat(both.queue()).isEqualTo(queue);
  }

  private static Workload.Cache cache(long hits, long misses) {
    return new Workload.Cache(hits, misses);
  }

  /// Embeds nothing and has a fixed workload.
  private record FixedWorkload(Workload workload) implements Embedder {
    @Override
    public ModelCard card() {
      return new ModelCard(
          "fixed-workload",
          "0".repeat(64),
          ModelCard.Task.Embed.dense("mean"),
          new ModelCard.Shape(1, 512, 1, "float32"),
          Prompts.NONE);
    }

    @Override
    public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
