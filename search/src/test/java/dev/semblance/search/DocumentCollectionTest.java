package dev.semblance.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.collection.Outcome;
import dev.semblance.collection.Refused;
import dev.semblance.document.Document;
import dev.semblance.query.Hit;
import dev.semblance.query.Lane;
import dev.semblance.query.Page;
import dev.semblance.query.SearchRequest;
import dev.semblance.vector.Vectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentCollectionTest {
  private static final List<Lane> LEXICAL = List.of(Lane.LEXICAL);
  private static final List<Lane> DENSE = List.of(Lane.DENSE);

  @TempDir Path root;
  private final FixedEmbedder embedder = new FixedEmbedder();
  private DataDirectory data;
  private DocumentCollection collection;

  @BeforeEach
  void open() {
    data = DataDirectory.open(root, _ -> embedder);
    collection = data.create("c", "fixed");
  }

  @AfterEach
  void close() {
    data.close();
  }

  @Test
  void hitsHaveScoresOfEachLane() {
    collection.write(
        Entry.ofAll(
            List.of(
                new Document("a", "", "apples and pears"),
                new Document("b", "", "pears and plums"),
                new Document("c", "", "nothing of the kind"))));

    List<Hit> hits = collection.search(SearchRequest.hybrid("plums", 10)).hits();

    assertThat(hits).hasSize(3);
    for (Hit hit : hits) {
      assertThat(hit.lanes()).containsKey("dense");
      assertThat(hit.lanes().containsKey("lexical")).isEqualTo(hit.id().equals("b"));
      double sum = 0;
      for (Hit.LaneScore lane : hit.lanes().values()) {
        assertThat(lane.contribution() * (0.4 + 0.9))
            .isEqualTo(lane.weight() * lane.normalized(), within(1e-12));
        sum += lane.contribution();
      }
      assertThat(hit.score()).isEqualTo(sum);
    }
    assertThat(hits).extracting(Hit::score).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void singleLaneKeepsItsScores() {
    collection.write(
        Entry.ofAll(List.of(new Document("a", "", "apples"), new Document("b", "", "plums"))));

    List<Hit> hits = collection.search(SearchRequest.of("apples", DENSE, Page.first(10))).hits();

    assertThat(hits).extracting(Hit::id).containsExactly("a", "b");
    assertThat(hits.getFirst().score()).isEqualTo(1, within(1e-6));
    assertThat(hits.getLast().score())
        .isEqualTo(
            (double) Vectors.dot(embedder.vector("apples"), embedder.vector("plums")),
            within(1e-6));
    Hit best = hits.getFirst();
    assertThat(Objects.requireNonNull(best.lanes().get("dense")).contribution())
        .isEqualTo(best.score());
  }

  @Test
  void scoresAndOrderDoNotDependOnThePage() {
    collection.write(Entry.ofAll(generated(300, new SplittableRandom(7))));
    for (List<Lane> lanes : List.of(LEXICAL, DENSE, Lane.ALL)) {
      List<Hit> all =
          collection.search(SearchRequest.of("w1 w2 w3", lanes, Page.first(1_000))).hits();
      for (int limit : new int[] {1, 7, 100}) {
        List<Hit> paged = new ArrayList<>();
        for (int offset = 0; offset < all.size(); offset += limit) {
          paged.addAll(
              collection
                  .search(SearchRequest.of("w1 w2 w3", lanes, new Page(limit, offset)))
                  .hits());
        }
        assertThat(paged).isEqualTo(all);
      }
    }
  }

  @Test
  void pageBeyondTheEndIsEmpty() {
    collection.write(Entry.ofAll(List.of(new Document("a", "", "apples"))));
    assertThat(collection.search(SearchRequest.of("apples", Lane.ALL, new Page(10, 1))).hits())
        .isEmpty();
    assertThat(
            collection.search(SearchRequest.of("apples", Lane.ALL, new Page(1_000, 10_000))).hits())
        .isEmpty();
  }

  @Test
  void findsNothingInAnEmptyCollection() {
    assertThat(collection.search(SearchRequest.hybrid("apples", 10)).hits()).isEmpty();
    assertThat(collection.get("a")).isEmpty();
    assertThat(collection.delete("a")).isFalse();
    assertThat(collection.info().documents()).isZero();
  }

  @Test
  void lexicalLaneFindsNothingWithoutTerms() {
    collection.write(Entry.ofAll(List.of(new Document("a", "", "apples"))));
    assertThat(collection.search(SearchRequest.of("?! the", LEXICAL, Page.first(10))).hits())
        .isEmpty();
  }

  @Test
  void equalScoresAreOrderedById() {
    List<Document> same = new ArrayList<>();
    for (int i : new int[] {5, 3, 9, 1, 7}) {
      collection.write(Entry.ofAll(List.of(new Document("d" + i, "", "the same words"))));
      same.add(new Document("e" + i, "", "the same words"));
    }
    collection.write(Entry.ofAll(same));
    for (List<Lane> lanes : List.of(LEXICAL, DENSE, Lane.ALL)) {
      assertThat(collection.search(SearchRequest.of("same words", lanes, Page.first(20))).hits())
          .extracting(Hit::id)
          .containsExactly("d1", "d3", "d5", "d7", "d9", "e1", "e3", "e5", "e7", "e9");
    }
  }

  @Test
  void replacesTheDocumentOfTheSameId() {
    collection.write(Entry.ofAll(List.of(new Document("a", "", "apples"))));
    collection.write(Entry.ofAll(List.of(new Document("a", "", "plums"))));
    assertThat(collection.info().documents()).isOne();
    assertThat(collection.search(SearchRequest.of("apples", LEXICAL, Page.first(10))).hits())
        .isEmpty();
    assertThat(collection.search(SearchRequest.hybrid("plums", 10)).hits())
        .singleElement()
        .satisfies(hit ->
            assertThat(Objects.requireNonNull(hit.lanes().get("dense")).score())
                .isEqualTo(1, within(1e-6)));
  }

  @Test
  void deletesAcrossARestart() {
    collection.write(
        Entry.ofAll(List.of(new Document("a", "", "apples"), new Document("b", "", "apples"))));
    assertThat(collection.delete("a")).isTrue();
    assertThat(collection.delete("a")).isFalse();
    data.close();
    open();
    assertThat(collection.get("a")).isEmpty();
    assertThat(collection.search(SearchRequest.hybrid("apples", 10)).hits())
        .extracting(Hit::id)
        .containsExactly("b");
  }

  @Test
  void keepsTheLaterOfTwoWithOneId() {
    var report =
        collection.write(
            Entry.ofAll(List.of(new Document("a", "", "apples"), new Document("a", "", "plums"))));
    assertThat(report.outcomes())
        .containsExactly(
            new Refused(
                "a", "the same id comes again later in this write, and only the later one counts"),
            new Outcome.Accepted("a"));
    assertThat(collection.get("a")).contains(new Document("a", "", "plums"));
    assertThat(report.tokens()).isOne();
  }

  @Test
  void usesTheVectorOfTheEntry() {
    float[] twice = embedder.vector("plums");
    for (int i = 0; i < twice.length; i++) {
      twice[i] *= 2;
    }
    collection.write(List.of(new Entry(new Document("a", "", "apples"), twice)));
    assertThat(embedder.embedded()).isZero();
    assertThat(
            collection
                .search(SearchRequest.of("plums", DENSE, Page.first(1)))
                .hits()
                .getFirst()
                .score())
        .isEqualTo(1, within(1e-6));
  }

  @Test
  void refusesInvalidVectors() {
    var report =
        collection.write(
            List.of(
                entry("nan", 1, Float.NaN, 0, 0, 0, 0, 0, 0),
                entry("inf", 1, 0, Float.NEGATIVE_INFINITY, 0, 0, 0, 0, 0),
                entry("zero", 0, 0, 0, 0, 0, 0, 0, 0),
                entry("short", 1, 2),
                entry("good", 1, 0, 0, 0, 0, 0, 0, 0)));
    assertThat(report.outcomes())
        .containsExactly(
            new Refused("nan", "the vector holds NaN at dimension 1"),
            new Refused("inf", "the vector holds -Infinity at dimension 2"),
            new Refused("zero", "the vector is zero, which points nowhere"),
            new Refused("short", "the vector has 2 dimensions, the collection 8"),
            new Outcome.Accepted("good"));
    assertThat(collection.info().documents()).isOne();
  }

  @Test
  void refusesInvalidDocumentsAndWritesTheOthers() {
    Map<String, Object> nan = Map.of("list", List.of(1, Double.NaN));
    Map<String, Object> alien = Map.of("deep", Map.of("it", new Object[0]));
    var report =
        collection.write(
            Entry.ofAll(
                List.of(
                    new Document("", "", "text"),
                    new Document("x".repeat(513), "", "text"),
                    new Document("half\ud800", "", "text"),
                    new Document("empty", " ", "\n"),
                    new Document("long", "t", "x".repeat(1_000_000)),
                    new Document("nan", "", "text", nan),
                    new Document("alien", "", "text", alien),
                    new Document("good", "", "text"))));
    assertThat(report.outcomes().stream().map(DocumentCollectionTest::reason))
        .containsExactly(
            "`id` cannot be empty",
            "`id` has 513 characters, more than 512",
            "`id` is not valid Unicode: it holds half of a surrogate pair",
            "the document's text fields are empty: title, text",
            "the text fields have 1000001 characters, more than 1000000; split the document into"
                + " several",
            "`fields.list[1]` is NaN",
            "`fields.deep.it` is a [Ljava.lang.Object;",
            "accepted");
    assertThat(collection.get("good")).isPresent();
  }

  @Test
  void keepsFieldsAndTextAsGiven() {
    Map<String, Object> fields =
        Map.of(
            "s",
            "é😀\0",
            "i",
            1,
            "l",
            1L << 40,
            "d",
            0.1,
            "b",
            true,
            "list",
            List.of(1, "a"),
            "map",
            Map.of("k", List.of()));
    var odd =
        new Document(
            "ид/😀\0 \u202e", "שלום \u200f مرحبا", "NUL \0, emoji 😀👨‍👩‍👧, e\u0301", fields);
    var large =
        new Document("large", "", "long words ".repeat(80_000), Map.of("x", "y".repeat(100_000)));
    assertThat(collection.write(Entry.ofAll(List.of(odd, large))).accepted()).isEqualTo(2);
    data.close();
    open();
    assertThat(collection.get(odd.id())).contains(odd);
    assertThat(collection.get("large")).contains(large);
    assertThat(collection.search(SearchRequest.of("שלום", LEXICAL, Page.first(1))).hits())
        .extracting(Hit::document)
        .containsExactly(odd);
    assertThat(collection.delete(odd.id())).isTrue();
  }

  @Test
  void writesLoneSurrogatesAsReplacementCharacters() {
    collection.write(
        Entry.ofAll(List.of(new Document("a", "\udc00", "x\ud800y", Map.of("k", "\ud800")))));
    assertThat(collection.get("a"))
        .contains(new Document("a", "\ufffd", "x\ufffdy", Map.of("k", "\ufffd")));
    assertThat(collection.search(SearchRequest.hybrid("\ud800", 1)).hits()).hasSize(1);
  }

  @Test
  void storesVectorsOfTheWidestModels() {
    var wide = new FixedEmbedder("wide", "w1", 4_096);
    data.close();
    try (var other = DataDirectory.open(root, _ -> wide)) {
      DocumentCollection widest = other.create("wide", "wide");
      widest.write(
          Entry.ofAll(List.of(new Document("a", "", "apples"), new Document("b", "", "plums"))));
      assertThat(widest.search(SearchRequest.of("plums", DENSE, Page.first(1))).hits())
          .extracting(Hit::id)
          .containsExactly("b");
    }
    open();
  }

  @Test
  void longQueryUsesItsRarestTerms() {
    collection.write(Entry.ofAll(generated(50, new SplittableRandom(3))));
    collection.write(Entry.ofAll(List.of(new Document("needle", "", "haystack"))));
    var question = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      question.append("w").append(i).append(' ');
    }
    question.append("haystack");
    assertThat(
            collection
                .search(SearchRequest.of(question.toString(), LEXICAL, Page.first(100)))
                .hits())
        .extracting(Hit::id)
        .contains("needle");
  }

  @Test
  void searchSeesWholeWritesOnly() throws InterruptedException, ExecutionException {
    int batch = 8;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writers =
          IntStream.range(0, 3)
              .mapToObj(writer ->
                  threads.submit(() -> {
                    for (int round = 0; round < 10; round++) {
                      collection.write(Entry.ofAll(batch("w" + writer, round, batch)));
                    }
                  }))
              .toList();
      while (writers.stream().anyMatch(writer -> !writer.isDone())) {
        for (int writer = 0; writer < 3; writer++) {
          var hits =
              collection.search(SearchRequest.of("w" + writer, LEXICAL, Page.first(1_000))).hits();
          assertThat(hits.size()).isIn(0, batch);
          assertThat(hits.stream().map(hit -> hit.document().title()).distinct().count())
              .isLessThanOrEqualTo(1);
        }
      }
      for (var writer : writers) {
        writer.get();
      }
    }
    assertThat(collection.info().documents()).isEqualTo(3L * batch);
  }

  /// One writer's documents: the same ids each round, with the round as title.
  private static List<Document> batch(String writer, int round, int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> new Document(writer + "-" + i, "round" + round, writer))
        .toList();
  }

  static List<Document> generated(int count, SplittableRandom random) {
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var text = new StringBuilder();
      for (int word = 2 + random.nextInt(20); word > 0; word--) {
        text.append("w").append(random.nextInt(40)).append(' ');
      }
      documents.add(new Document("d" + i, "", text.toString()));
    }
    return documents;
  }

  private static Entry entry(String id, float... vector) {
    return new Entry(new Document(id, "", "text"), vector);
  }

  private static String reason(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _ -> "accepted";
      case Refused(String _, String reason) -> Objects.requireNonNull(reason);
    };
  }
}
