package dev.semblance.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import dev.semblance.query.Hit;
import dev.semblance.query.Lane;
import dev.semblance.query.Page;
import dev.semblance.query.SearchDeadline;
import dev.semblance.query.SearchLimits;
import dev.semblance.query.SearchRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Searches and writes that are repeated, late, or of texts that cannot be stored as they are.
class RepeatedCallsTest {
  private static final List<Lane> LEXICAL = List.of(Lane.LEXICAL);

  @TempDir Path root;
  private DataDirectory data;
  private DocumentCollection collection;

  @BeforeEach
  void open() {
    data = DataDirectory.open(root, _ -> new FixedEmbedder());
    collection = data.create("c", "fixed");
  }

  @AfterEach
  void close() {
    data.close();
  }

  /// Code that is compiled later may add in another order.
  @Test
  void sameQueryHasTheSameBitsWhileTheJvmCompiles() {
    collection.write(Entry.ofAll(DocumentCollectionTest.generated(600, new SplittableRandom(5))));
    SearchRequest request = SearchRequest.hybrid("w1 w2 w3", 50);
    List<Hit> first = collection.search(request).hits();
    for (int i = 0; i < 500; i++) {
      assertThat(collection.search(request).hits()).isEqualTo(first);
    }
  }

  @Test
  void halfOfASurrogatePairIsStoredAsItsReplacementOnce() {
    var odd = new Document("a", "t\uD83D", "x \uDE00 y", Map.of("f", "\uD83D"));
    collection.write(Entry.ofAll(List.of(odd)));
    assertThat(collection.get("a")).contains(odd.wellFormed());
    long commits = data.statistics().activity().commits();
    collection.write(Entry.ofAll(List.of(odd)));
    assertThat(data.statistics().activity().commits()).isEqualTo(commits);
  }

  @Test
  void deadlineEndsASearchInAnyLane() {
    collection.write(Entry.ofAll(DocumentCollectionTest.generated(5, new SplittableRandom(5))));
    var limits = new SearchLimits(Long.MAX_VALUE, new SearchDeadline(System.nanoTime()));
    for (List<Lane> lanes : List.of(LEXICAL, List.of(Lane.DENSE), Lane.ALL)) {
      SearchRequest late = SearchRequest.of("w1", lanes, Page.first(1)).within(limits);
      assertThatThrownBy(() -> collection.search(late).hits())
          .extracting("fault")
          .isEqualTo(Fault.OVERLOADED);
    }
  }

  @Test
  void unchangedDocumentIsNotWrittenAgain() {
    List<Entry> entries =
        Entry.ofAll(DocumentCollectionTest.generated(20, new SplittableRandom(5)));
    collection.write(entries);
    long commits = data.statistics().activity().commits();
    assertThat(collection.write(entries).accepted()).isEqualTo(20);
    assertThat(data.statistics().activity().commits()).isEqualTo(commits);
    collection.write(
        List.of(new Entry(entries.getFirst().document(), new float[] {1, 0, 0, 0, 0, 0, 0, 0})));
    assertThat(data.statistics().activity().commits()).isEqualTo(commits + 1);
  }
}
