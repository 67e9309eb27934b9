package dev.semblance.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.semblance.document.Document;
import dev.semblance.document.FieldSpan;
import dev.semblance.query.Filter;
import dev.semblance.query.SearchDeadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The part of [CollectionStoreContract] about documents with several passages.
public abstract class StorePassagesContract extends StoreFilterContract {
  private static final float[] OTHER = {0, 1, 0};

  @Test
  void documentIsScoredByItsBestPassage() {
    write(
        entry("whole", "apple", 0.6f, 0.8f, 0),
        withPassages("long", "apple", OTHER, AXIS, OTHER),
        entry("far", "apple", OTHER));
    try (var view = store.view()) {
      List<Candidate> found = view.candidates(nearest(AXIS), 10);
      assertThat(ids(found)).containsExactly("long", "whole", "far");
      assertThat(found.getFirst().score()).isEqualTo(1, within(1e-6));
      assertThat(found.getFirst().passage()).isEqualTo(new FieldSpan("text", 10, 15));
      assertThat(found.get(1).passage()).isNull();
      assertThat(view.documents(found))
          .extracting(Document::id)
          .containsExactly("long", "whole", "far");
    }
  }

  @Test
  void passagesAreNoDocuments() {
    write(withPassages("a", "apple", AXIS, OTHER, AXIS), entry("b", "plum", AXIS));
    for (int opened = 0; opened < 2; opened++) {
      assertThat(store.size().documents()).isEqualTo(2);
      try (var view = store.view()) {
        assertThat(view.count()).isEqualTo(2);
        assertThat(view.get("a")).contains(new Document("a", "", "apple"));
        assertThat(ids(view.candidates(terms("apple"), 10))).containsExactly("a");
        assertThat(ids(view.candidates(nearest(AXIS), 10))).containsExactly("a", "b");
      }
      store.close();
      store = open();
    }
  }

  @Test
  void filtersAndCountsAreOfDocuments() {
    write(
        withPassages("a", "apple", AXIS, OTHER, AXIS),
        entry("b", "plum", AXIS),
        withPassages("c", "plum", OTHER, OTHER));
    Filter onlyA = new Filter.Ids(List.of("a"));
    Filter butA = new Filter.Not(onlyA);
    try (var view = store.view()) {
      assertThat(ids(view.candidates(nearest(AXIS), onlyA, 9, SearchDeadline.NONE)))
          .containsExactly("a");
      assertThat(ids(view.candidates(nearest(AXIS), butA, 9, SearchDeadline.NONE)))
          .containsExactly("b", "c");
      assertThat(view.count(Matching.of(Filter.ALL), SearchDeadline.NONE)).isEqualTo(3);
      assertThat(view.count(Matching.of(onlyA), SearchDeadline.NONE)).isOne();
      assertThat(view.count(Matching.of(butA), SearchDeadline.NONE)).isEqualTo(2);
      assertThat(ids(view.scan(Filter.ALL, "", 9, SearchDeadline.NONE)))
          .containsExactly("a", "b", "c");
    }
  }

  @Test
  void passagesOfOneDocumentDoNotCrowdOutOthers() {
    float[][] near = new float[3_000][];
    for (int i = 0; i < near.length; i++) {
      double angle = i / 100_000.0;
      near[i] = new float[] {(float) Math.cos(angle), (float) Math.sin(angle), 0};
    }
    write(
        withPassages("long", "apple", near),
        entry("b", "plum", 0.6f, 0.8f, 0),
        entry("c", "plum", OTHER));
    try (var view = store.view()) {
      assertThat(ids(view.candidates(nearest(AXIS), 3))).containsExactly("long", "b", "c");
    }
  }

  /// Whole texts and passages of two vectors, written, replaced, written again unchanged, deleted.
  @Test
  void changedDocumentsHaveTheirNewPassagesOnly() {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println(getClass().getSimpleName() + " seed " + seed);
    var random = new SplittableRandom(seed);
    var reference = new MemoryStore(new MemoryStore.Disk());
    Map<String, StoredEntry> last = new HashMap<>();
    for (int round = 0; round < 60; round++) {
      String id = "d" + random.nextInt(12);
      if (random.nextInt(4) == 0) {
        assertThat(store.delete(List.of(id))).isEqualTo(reference.delete(List.of(id)));
      } else {
        StoredEntry again = random.nextInt(4) == 0 ? last.get(id) : null;
        StoredEntry entry = again == null ? random(id, random) : again;
        last.put(id, entry);
        write(entry);
        reference.write(List.of(entry));
      }
      if (round % 20 == 19) {
        store.close();
        store = open();
      }
      requireSame(reference, random);
    }
  }

  private void requireSame(MemoryStore reference, SplittableRandom random) {
    assertThat(store.size().documents()).isEqualTo(reference.size().documents());
    try (var view = store.view();
        var expected = reference.view()) {
      assertThat(view.count()).isEqualTo(expected.count());
      for (String vector : List.of(VECTOR, "second")) {
        var query = new LaneQuery.Nearest(vector, RandomContent.unit(random, DIMENSIONS));
        Map<String, Candidate> found = new HashMap<>();
        view.candidates(query, 50).forEach(candidate -> found.put(candidate.id(), candidate));
        List<Candidate> all = expected.candidates(query, 50);
        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(ids(all));
        for (Candidate candidate : all) {
          Candidate same = Objects.requireNonNull(found.get(candidate.id()));
          assertThat(same.score()).isEqualTo(candidate.score(), within(1e-5));
          assertThat(same.passage()).isEqualTo(candidate.passage());
        }
      }
    }
  }

  private static StoredEntry random(String id, SplittableRandom random) {
    Map<String, float[]> whole = new LinkedHashMap<>();
    Map<String, List<StoredEntry.PassageVector>> passages = new LinkedHashMap<>();
    for (String vector : List.of(VECTOR, "second")) {
      int count = random.nextInt(5);
      if (count == 1) {
        whole.put(vector, RandomContent.unit(random, DIMENSIONS));
      } else if (count > 1) {
        float[][] vectors = new float[count][];
        for (int i = 0; i < count; i++) {
          vectors[i] = RandomContent.unit(random, DIMENSIONS);
        }
        passages.put(vector, passages(vectors));
      }
    }
    return new StoredEntry(new Document(id, "", "text"), List.of(), Map.of(), whole, passages);
  }

  private static StoredEntry withPassages(String id, String text, float[]... vectors) {
    StoredEntry whole = entry(id, text);
    return new StoredEntry(
        whole.document(), whole.texts(), Map.of(), Map.of(), Map.of(VECTOR, passages(vectors)));
  }

  /// Ten code points apart, five long.
  private static List<StoredEntry.PassageVector> passages(float[][] vectors) {
    List<StoredEntry.PassageVector> passages = new ArrayList<>();
    for (float[] vector : vectors) {
      int start = 10 * passages.size();
      passages.add(new StoredEntry.PassageVector(new FieldSpan("text", start, start + 5), vector));
    }
    return passages;
  }
}
