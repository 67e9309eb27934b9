package dev.semblance.server.http.collection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.Embedder;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.collection.Outcome;
import dev.semblance.document.Document;
import dev.semblance.engine.cache.EmbeddingCache;
import dev.semblance.query.Excerpt;
import dev.semblance.query.Hit;
import dev.semblance.query.Lane;
import dev.semblance.query.Page;
import dev.semblance.query.SearchRequest;
import dev.semblance.search.DataDirectory;
import dev.semblance.server.RealModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Documents longer than a model reads, with the engine's tokenizer and encoder.
class LongDocumentsTest {
  private static final String ANSWER = "To restart the coffee maker, press 🔴 for 5 seconds.";

  @TempDir Path root;

  @Test
  void longTextsBecomePassagesOfWholeSentences() {
    String text = "Nobody reads the manual of 中文 machines. It is long. ".repeat(130) + ANSWER;
    try (Embedder model = RealModel.open(EmbeddingCache.NONE);
        DataDirectory data = DataDirectory.open(root, _ -> model)) {
      DocumentCollection collection = data.create("c", RealModel.ID);
      List<Document> documents = new ArrayList<>();
      documents.add(new Document("long", "Manual", text));
      for (int i = 0; i < 50; i++) {
        documents.add(new Document("d" + i, "", "Machine " + i + " of the kitchen is red."));
      }
      List<Outcome> outcomes = collection.write(Entry.ofAll(documents)).outcomes();
      assertThat(outcomes.getFirst())
          .isInstanceOfSatisfying(
              Outcome.Accepted.class,
              accepted -> {
                assertThat(accepted.passages()).isGreaterThan(1);
                assertThat(accepted.truncated()).isFalse();
              });
      Excerpt found = passage(collection);
      assertThat(found.place().of(text)).isEqualTo(found.text());
      assertThat(found.text()).matches("(Nobody|It is|To restart).*[.]");
      assertThat(collection.info().documents()).isEqualTo(51);
    }
  }

  private static Excerpt passage(DocumentCollection collection) {
    return collection
        .search(SearchRequest.of(ANSWER, List.of(Lane.DENSE), Page.first(51)))
        .hits()
        .stream()
        .filter(hit -> hit.id().equals("long"))
        .map(Hit::excerpts)
        .flatMap(excerpts -> excerpts.passage().stream())
        .findFirst()
        .orElseThrow();
  }
}
