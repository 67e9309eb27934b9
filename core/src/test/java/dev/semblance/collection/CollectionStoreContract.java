package dev.semblance.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.semblance.Fault;
import dev.semblance.document.Document;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every [CollectionStore] must do. A test of an implementation extends it.
@Timeout(120)
public abstract class CollectionStoreContract extends StorePassagesContract {
  @Test
  void emptyStoreFindsNothing() {
    try (var view = store.view()) {
      assertThat(view.count()).isZero();
      assertThat(view.get("a")).isEmpty();
      assertThat(view.candidates(terms("apple"), 10)).isEmpty();
      assertThat(view.candidates(nearest(AXIS), 10)).isEmpty();
      assertThat(view.documents(List.of())).isEmpty();
    }
    assertThat(store.delete(List.of("a"))).isEmpty();
  }

  @Test
  void stateIsReady() {
    assertThat(store.state()).isEqualTo(CollectionState.READY);
  }

  @Test
  void emptyWriteAndEmptyDeleteChangeNothing() {
    assertThat(store.write(List.of())).isEmpty();
    assertThat(store.delete(List.of())).isEmpty();
    assertThat(count()).isZero();
  }

  @Test
  void writtenDocumentsAreFoundByEachLane() {
    assertThat(store.write(List.of(entry("a", "apple", AXIS), entry("b", "plum", 0, 1, 0))))
        .containsExactly(Optional.empty(), Optional.empty());
    try (var view = store.view()) {
      assertThat(view.count()).isEqualTo(2);
      assertThat(view.get("b")).contains(new Document("b", "", "plum"));
      assertThat(ids(view.candidates(terms("plum"), 10))).containsExactly("b");
      assertThat(ids(view.candidates(nearest(AXIS), 10))).containsExactly("a", "b");
    }
  }

  @Test
  void writeReplacesTheDocumentOfAnId() {
    write(entry("a", "apple", AXIS));
    write(entry("a", "plum", 0, 1, 0));
    try (var view = store.view()) {
      assertThat(view.count()).isOne();
      assertThat(view.candidates(terms("apple"), 10)).isEmpty();
      assertThat(ids(view.candidates(terms("plum"), 10))).containsExactly("a");
      assertThat(view.candidates(nearest(AXIS), 10))
          .singleElement()
          .satisfies(found -> {
            assertThat(found.score()).isEqualTo(0, within(1e-6));
            assertThat(view.documents(List.of(found)))
                .containsExactly(new Document("a", "", "plum"));
          });
    }
  }

  @Test
  void documentsComeBackAsTheyWereWritten() {
    Map<String, Object> fields = new HashMap<>();
    fields.put("text", "é😀\0");
    fields.put("whole", 1);
    fields.put("long", 1L << 40);
    fields.put("number", 0.1);
    fields.put("flag", true);
    fields.put("list", List.of(1, "a", Map.of("k", List.of())));
    var odd = new Document("ид/😀\0 \u202e", "שלום \u200f", "NUL \0, e\u0301 👨‍👩‍👧", fields);
    write(stored(odd, analyzed(""), analyzed("odd"), AXIS));
    try (var view = store.view()) {
      assertThat(view.get(odd.id())).contains(odd);
      assertThat(view.documents(view.candidates(terms("odd"), 1))).containsExactly(odd);
    }
    assertThat(store.delete(List.of(odd.id()))).containsExactly(odd.id());
  }

  @Test
  void deletesSeveralIdsAndReturnsThoseThatExisted() {
    write(entry("a", "apple", AXIS), entry("b", "apple", AXIS), entry("c", "apple", AXIS));
    assertThat(store.delete(List.of("c", "absent", "a"))).containsExactlyInAnyOrder("a", "c");
    assertThat(store.delete(List.of("a", "a"))).isEmpty();
    assertThat(store.delete(List.of("b", "b"))).containsExactly("b");
    try (var view = store.view()) {
      assertThat(view.count()).isZero();
      assertThat(view.get("a")).isEmpty();
      assertThat(view.candidates(terms("apple"), 10)).isEmpty();
      assertThat(view.candidates(nearest(AXIS), 10)).isEmpty();
    }
  }

  @Test
  void deletedIdCanBeWrittenAgain() {
    write(entry("a", "apple", AXIS));
    store.delete(List.of("a"));
    write(entry("a", "plum", AXIS));
    try (var view = store.view()) {
      assertThat(view.get("a")).contains(new Document("a", "", "plum"));
    }
  }

  @Test
  void laterChangesDoNotAffectAView() {
    write(entry("a", "apple", AXIS), entry("b", "apple", 0, 1, 0));
    try (var view = store.view()) {
      write(entry("a", "plum", 0, 0, 1), entry("c", "apple", AXIS));
      store.delete(List.of("b"));
      assertThat(view.count()).isEqualTo(2);
      assertThat(ids(view.candidates(terms("apple"), 10))).containsExactly("a", "b");
      List<Candidate> near = view.candidates(nearest(AXIS), 10);
      assertThat(ids(near)).containsExactly("a", "b");
      assertThat(view.documents(near))
          .containsExactly(new Document("a", "", "apple"), new Document("b", "", "apple"));
      assertThat(view.get("c")).isEmpty();
    }
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void viewsSeeWholeWritesOnly() throws Exception {
    int size = 8;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<? extends Future<?>> writers =
          IntStream.range(0, 3)
              .mapToObj(writer ->
                  threads.submit(() -> {
                    for (int round = 0; round < 10; round++) {
                      store.write(round("w" + writer, round, size));
                    }
                  }))
              .toList();
      while (writers.stream().anyMatch(writer -> !writer.isDone())) {
        requireWholeWrites(size);
      }
      for (var writer : writers) {
        writer.get();
      }
    }
    requireWholeWrites(size);
    assertThat(count()).isEqualTo(3L * size);
  }

  /// One writer's documents: the same ids each round, another text.
  private static List<StoredEntry> round(String writer, int round, int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> entry(writer + "-" + i, writer + " round" + round, AXIS))
        .toList();
  }

  private void requireWholeWrites(int size) {
    for (int writer = 0; writer < 3; writer++) {
      try (var view = store.view()) {
        List<Document> found = view.documents(view.candidates(terms("w" + writer), 100));
        assertThat(found.size()).isIn(0, size);
        assertThat(found.stream().map(Document::text).distinct().count()).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void writesOfManyThreadsAreAllKept() throws Exception {
    List<Callable<Object>> writes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String id = "d" + i;
      writes.add(Executors.callable(() -> write(entry(id, "apple", AXIS))));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var write : threads.invokeAll(writes)) {
        write.get();
      }
    }
    assertThat(count()).isEqualTo(40);
  }

  /// U+FF5E comes after a surrogate pair in UTF-16 units, and before it in code points.
  @Test
  void equalScoresAreOrderedByCodePointsOfTheIds() {
    List<String> ordered =
        List.of("B", "a", "a0", "b", "é", "\uFF5E", "\uD83D\uDE00", "\uD83D\uDE01");
    List<String> shuffled = new ArrayList<>(ordered);
    Collections.reverse(shuffled);
    shuffled.forEach(id -> write(entry(id, "same words", AXIS)));
    try (var view = store.view()) {
      assertThat(ids(view.candidates(terms("words"), 20))).isEqualTo(ordered);
      assertThat(ids(view.candidates(nearest(AXIS), 20))).isEqualTo(ordered);
      assertThat(ids(view.candidates(terms("words"), 6))).isEqualTo(ordered.subList(0, 6));
    }
  }

  @Test
  void depthBoundsTheCandidatesOfEachLane() {
    List<StoredEntry> entries = new ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      double angle = i / 100.0;
      entries.add(
          entry("d" + i, "apple ".repeat(i), (float) Math.cos(angle), (float) Math.sin(angle), 0));
    }
    store.write(entries);
    try (var view = store.view()) {
      List<Candidate> near = view.candidates(nearest(AXIS), 30);
      assertThat(near).hasSize(30).isSortedAccordingTo(Candidate.BEST_FIRST);
      assertThat(view.candidates(nearest(AXIS), 3)).isEqualTo(near.subList(0, 3));
      List<Candidate> byTerms = view.candidates(terms("apple"), 30);
      assertThat(byTerms).hasSize(30).isSortedAccordingTo(Candidate.BEST_FIRST);
      assertThat(view.candidates(terms("apple"), 3)).isEqualTo(byTerms.subList(0, 3));
    }
  }

  @Test
  void documentsAreReturnedInTheOrderOfTheCandidates() {
    write(entry("a", "apple", AXIS), entry("b", "apple", AXIS), entry("c", "apple", AXIS));
    try (var view = store.view()) {
      List<Candidate> found = view.candidates(terms("apple"), 10);
      List<Candidate> other = List.of(found.get(2), found.get(0), found.get(1));
      assertThat(view.documents(other)).extracting(Document::id).isEqualTo(ids(other));
    }
  }

  @Test
  void queryWithoutKnownTermsFindsNothing() {
    write(entry("a", "apple", AXIS));
    try (var view = store.view()) {
      assertThat(view.candidates(any(List.of()), 10)).isEmpty();
      assertThat(view.candidates(terms("unknown"), 10)).isEmpty();
    }
  }

  @Test
  void repeatedTermsOfAQueryCountThatOften() {
    write(entry("a", "apple", AXIS), entry("b", "plum", AXIS));
    try (var view = store.view()) {
      double once = view.candidates(terms("apple"), 1).getFirst().score();
      var twice = any(List.of(WordClause.ofTerm("apple").weighted(2)));
      assertThat(view.candidates(twice, 1).getFirst().score()).isEqualTo(2 * once, within(1e-6));
    }
  }

  @Test
  void manyTermsAreLookedUp() {
    write(entry("a", "apple", AXIS));
    List<WordClause> many = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      many.add(WordClause.ofTerm("w" + i));
    }
    many.add(WordClause.ofTerm("apple"));
    try (var view = store.view()) {
      assertThat(ids(view.candidates(any(many), 10))).containsExactly("a");
    }
  }

  /// Titles, alternatives at one position and gaps included; texts are short enough for exact
  /// lengths.
  @Test
  void scoresAreThoseOfTheirDefinition() {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println(getClass().getSimpleName() + " seed " + seed);
    var random = new SplittableRandom(seed);
    List<StoredEntry> entries = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      entries.add(
          stored(
              new Document("d" + i, "t", "x"),
              RandomContent.text(random, 5),
              RandomContent.text(random, 30),
              RandomContent.unit(random, DIMENSIONS)));
    }
    store.write(entries);
    var reference = new MemoryStore(new MemoryStore.Disk());
    reference.write(entries);
    try (var view = store.view();
        var expected = reference.view()) {
      for (int round = 0; round < 30; round++) {
        requireSame(view, expected, nearest(RandomContent.unit(random, DIMENSIONS)));
        var word = WordClause.ofTerm("w" + random.nextInt(40));
        var twice = WordClause.ofTerm("v").weighted(2);
        requireSame(view, expected, any(List.of(word, twice)));
      }
    }
  }

  @Test
  void reopenedStoreHasWhatWasAcknowledged() {
    write(entry("a", "apple", AXIS), entry("b", "apple", AXIS));
    store.delete(List.of("a"));
    store.close();
    store = open();
    try (var view = store.view()) {
      assertThat(view.count()).isOne();
      assertThat(ids(view.candidates(terms("apple"), 10))).containsExactly("b");
      assertThat(ids(view.candidates(nearest(AXIS), 10))).containsExactly("b");
    }
  }

  @Test
  void closedStoreRefusesEveryCall() {
    store.close();
    store.close();
    for (Runnable call :
        List.<Runnable>of(
            () -> store.view(),
            () -> write(entry("a", "apple", AXIS)),
            () -> store.delete(List.of("a")))) {
      assertThatThrownBy(call::run).extracting("fault").isEqualTo(Fault.NOT_FOUND);
    }
  }
}
