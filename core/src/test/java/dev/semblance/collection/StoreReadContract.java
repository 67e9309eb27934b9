package dev.semblance.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.document.Document;
import dev.semblance.document.FieldSelection;
import dev.semblance.document.Schema;
import dev.semblance.query.Filter;
import dev.semblance.query.SearchDeadline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The part of [CollectionStoreContract] about what is read: fields, deadlines, sizes and scores.
@Timeout(120)
public abstract class StoreReadContract {
  static final String VECTOR = Schema.VectorField.NAME;
  static final Map<String, Double> WEIGHTS = Map.of("title", 1.3);
  static final int DIMENSIONS = 3;
  static final float[] AXIS = {1, 0, 0};

  CollectionStore store;

  /// Opens the store of this test: empty the first time, then with what was written before.
  protected abstract CollectionStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void onlySelectedFieldsAreRead() {
    var document = new Document("a", "title", "apple", Map.of("year", 1851, "other", "x"));
    write(stored(document, analyzed("title"), analyzed("apple"), AXIS));
    try (var view = store.view()) {
      List<Candidate> found = view.candidates(terms("apple"), 1);
      assertThat(view.documents(found, new FieldSelection(Set.of("title", "year", "absent"))))
          .containsExactly(new Document("a", "title", "", Map.of("year", 1851)));
      assertThat(view.documents(found, new FieldSelection(Set.of())))
          .containsExactly(new Document("a", "", ""));
    }
  }

  @Test
  void deadlineEndsEachLane() {
    write(entry("a", "apple", AXIS));
    var past = new SearchDeadline(System.nanoTime());
    try (var view = store.view()) {
      for (LaneQuery query : List.of(terms("apple"), nearest(AXIS))) {
        assertThatThrownBy(() -> view.candidates(query, Filter.ALL, 10, past))
            .extracting("fault")
            .isEqualTo(Fault.OVERLOADED);
      }
    }
  }

  @Test
  void sizeCountsTheDocumentsThatAreFound() {
    assertThat(store.size().documents()).isZero();
    write(entry("a", "apple", AXIS), entry("b", "plum", AXIS));
    store.delete(List.of("a"));
    assertThat(store.size().documents()).isOne();
    store.close();
    store = open();
    assertThat(store.size().documents()).isOne();
  }

  /// Terms, lengths and vectors of documents that were replaced may count for a while; those of a
  /// document that is written again unchanged may not.
  @Test
  void scoresAreTheSameAfterUnchangedDocumentsAreWrittenAgain() {
    StoredEntry[] entries = {
      entry("a", "alpha beta", AXIS), entry("b", "alpha", AXIS), entry("c", "beta gamma", AXIS)
    };
    write(entries);
    List<Candidate> before = scores();
    write(entries[1]);
    write(entries);
    assertThat(scores()).isEqualTo(before);
  }

  private List<Candidate> scores() {
    try (var view = store.view()) {
      return view.candidates(terms("alpha", "beta"), 10).stream()
          .map(found -> new Candidate(found.id(), found.score(), 0))
          .toList();
    }
  }

  void write(StoredEntry... entries) {
    assertThat(store.write(List.of(entries))).allMatch(Optional::isEmpty);
  }

  long count() {
    try (var view = store.view()) {
      return view.count();
    }
  }

  static List<String> ids(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::id).toList();
  }

  static LaneQuery nearest(float[] query) {
    return new LaneQuery.Nearest(VECTOR, query);
  }

  static LaneQuery terms(String... terms) {
    return any(Stream.of(terms).map(WordClause::ofTerm).toList());
  }

  static LaneQuery.Words any(List<WordClause> clauses) {
    return LaneQuery.Words.anyOf(clauses).weighted(WEIGHTS);
  }

  /// A document whose terms are the words of its text.
  static StoredEntry entry(String id, String text, float... vector) {
    return stored(new Document(id, "", text), analyzed(""), analyzed(text), vector);
  }

  /// A document with two text fields, of which the title weighs more.
  static StoredEntry stored(
      Document document, AnalyzedText title, AnalyzedText text, float... vector) {
    return new StoredEntry(
        document,
        List.of(
            new StoredEntry.IndexedText("title", title, true),
            new StoredEntry.IndexedText("text", text, false)),
        Map.of(),
        Map.of(VECTOR, vector));
  }

  static AnalyzedText analyzed(String text) {
    String[] terms = text.isEmpty() ? new String[0] : text.split(" ");
    int n = terms.length;
    return new AnalyzedText(terms, IntStream.range(0, n).toArray(), new int[n], new int[n], n);
  }
}
