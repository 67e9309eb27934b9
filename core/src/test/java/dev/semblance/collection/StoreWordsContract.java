package dev.semblance.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.semblance.collection.LaneQuery.Words;
import dev.semblance.collection.WordClause.Alternative;
import dev.semblance.document.Document;
import dev.semblance.query.TextLanguage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The part of [CollectionStoreContract] about the lexical lane: phrases, exclusions, beginnings,
/// similar words, and the scores of all of them.
public abstract class StoreWordsContract extends StoreReadContract {
  @Test
  void phraseIsFoundWhereItsTermsAreAdjacent() {
    write(
        entry("a", "to be or not to be", AXIS),
        entry("b", "not or be to", AXIS),
        entry("c", "not so to be", AXIS));
    assertThat(found(required("not", "to", "be"))).containsExactly("a");
    assertThat(found(required("to", "be"))).containsExactlyInAnyOrder("a", "c");
    assertThat(found(required("be", "to"))).containsExactly("b");
  }

  @Test
  void phraseDoesNotGoFromTitleToText() {
    write(stored(new Document("a", "x", "y"), analyzed("red"), analyzed("apple"), AXIS));
    assertThat(found(required("red", "apple"))).isEmpty();
    assertThat(found(required("red"))).containsExactly("a");
  }

  @Test
  void excludedDocumentsAreLeftOut() {
    write(entry("a", "red apple", AXIS), entry("b", "apple", AXIS), entry("c", "plum", AXIS));
    var apples = List.of(WordClause.ofTerm("apple"));
    assertThat(found(new Words(apples, 0, List.of(), List.of(WordClause.ofTerm("red")), WEIGHTS)))
        .containsExactly("b");
    assertThat(
            found(
                new Words(
                    apples,
                    0,
                    List.of(),
                    List.of(WordClause.ofPhrase(List.of("apple", "red"))),
                    WEIGHTS)))
        .containsExactlyInAnyOrder("a", "b");
    assertThat(found(new Words(List.of(), 0, List.of(), apples, WEIGHTS))).isEmpty();
  }

  @Test
  void excludedDocumentsAreLeftOutOfTheNearest() {
    write(entry("a", "red apple", AXIS), entry("b", "apple red", AXIS), entry("c", "plum", AXIS));
    var excluded = List.of(WordClause.ofPhrase(List.of("red", "apple")), WordClause.ofTerm("plum"));
    try (var view = store.view()) {
      assertThat(ids(view.candidates(new LaneQuery.Nearest(VECTOR, AXIS, excluded), 10)))
          .containsExactly("b");
    }
  }

  @Test
  void minimumOfWordsIsNeeded() {
    write(
        entry("a", "red apple pie", AXIS), entry("b", "red apple", AXIS), entry("c", "red", AXIS));
    List<WordClause> words =
        List.of(WordClause.ofTerm("red"), WordClause.ofTerm("apple"), WordClause.ofTerm("pie"));
    assertThat(found(new Words(words, 3, List.of(), List.of(), WEIGHTS))).containsExactly("a");
    assertThat(found(new Words(words, 2, List.of(), List.of(), WEIGHTS)))
        .containsExactlyInAnyOrder("a", "b");
    assertThat(found(new Words(words, 4, List.of(), List.of(), WEIGHTS))).isEmpty();
  }

  @Test
  void beginningFindsWordsButNoTagsOfLanguages() {
    write(entry("a", "deep", AXIS), entry("b", "de|haus de| dad", AXIS), entry("c", "fade", AXIS));
    assertThat(found(any(List.of(WordClause.ofBeginning("de"))))).containsExactly("a");
    assertThat(found(any(List.of(WordClause.ofBeginning("x"))))).isEmpty();
  }

  @Test
  void similarWordsAreFoundWhereNoDocumentHasTheWord() {
    write(
        entry("a", "microsoft", AXIS),
        entry("b", "programming", AXIS),
        entry("c", "word", AXIS),
        entry("d", "ward", AXIS));
    assertThat(found(similar("mircosoft", 2))).containsExactly("a");
    assertThat(found(similar("progamming", 2))).containsExactly("b");
    assertThat(found(similar("nicrosoft", 2))).isEmpty();
    assertThat(found(similar("word", 1))).containsExactly("c");
    assertThat(found(similar("wird", 1))).isEqualTo(List.of("d", "c").reversed());
  }

  @Test
  void frequentTermsAreFoundOfThoseThatBeginAlike() {
    List<StoredEntry> entries = new ArrayList<>();
    for (int i = 100; i < 300; i++) {
      entries.add(entry("d" + i, "w" + i, AXIS));
    }
    entries.add(entry("d", "w299", AXIS));
    store.write(entries);
    assertThat(found(any(List.of(WordClause.ofBeginning("w")))))
        .hasSize(WordClause.MAX_EXPANSIONS + 1)
        .contains("d", "d299", "d100", "d148")
        .doesNotContain("d149");
  }

  @Test
  void languagesAreThoseWithATag() {
    try (var view = store.view()) {
      assertThat(view.languages()).isEmpty();
    }
    write(entry("a", "de| haus de|haus", AXIS), entry("b", "house", AXIS), entry("c", "ru|", AXIS));
    try (var view = store.view()) {
      assertThat(view.languages())
          .containsExactlyInAnyOrder(TextLanguage.GERMAN, TextLanguage.RUSSIAN);
    }
  }

  @Test
  void scoresOfClausesAreThoseOfTheirDefinition() {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println(getClass().getSimpleName() + " seed " + seed);
    var random = new SplittableRandom(seed);
    List<StoredEntry> entries = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      entries.add(
          stored(
              new Document("d" + i, "t", "x"),
              RandomContent.text(random, 5),
              RandomContent.text(random, 30),
              AXIS));
    }
    store.write(entries);
    var reference = new MemoryStore(new MemoryStore.Disk());
    reference.write(entries);
    try (var view = store.view();
        var expected = reference.view()) {
      for (int round = 0; round < 40; round++) {
        requireSame(view, expected, RandomContent.words(random).weighted(WEIGHTS));
      }
    }
  }

  static void requireSame(
      CollectionStore.View view, CollectionStore.View expected, LaneQuery query) {
    Map<String, Double> scores = new HashMap<>();
    view.candidates(query, 1_000).forEach(found -> scores.put(found.id(), found.score()));
    List<Candidate> all = expected.candidates(query, 1_000);
    assertThat(scores.keySet()).as("%s", query).containsExactlyInAnyOrderElementsOf(ids(all));
    for (Candidate candidate : all) {
      assertThat(scores.get(candidate.id()))
          .as("%s %s", candidate.id(), query)
          .isEqualTo(candidate.score(), within(1e-5));
    }
  }

  private List<String> found(Words words) {
    try (var view = store.view()) {
      return ids(view.candidates(words, 1_000));
    }
  }

  private static Words required(String... phrase) {
    return new Words(
        List.of(), 0, List.of(WordClause.ofPhrase(List.of(phrase))), List.of(), WEIGHTS);
  }

  private static Words similar(String word, int edits) {
    return any(
        List.of(
            new WordClause(
                List.of(Alternative.ofTerm(word, 1)),
                List.of(new Alternative.Similar(word, edits, 0.5f)),
                1)));
  }
}
