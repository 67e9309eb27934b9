package dev.semblance.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.semblance.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The part of [CollectionStoreContract] about filters, and lists of documents.
@Timeout(120)
public abstract class StoreFilterContract extends StoreWordsContract {
  private static final SearchDeadline NONE = SearchDeadline.NONE;

  @Test
  void everyLaneFindsTheDocumentsThatSatisfyAFilter() {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println(getClass().getSimpleName() + " seed " + seed);
    var random = new RandomFilters(new SplittableRandom(seed));
    List<StoredEntry> entries = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      entries.add(random.entry("d" + i));
    }
    store.write(entries.subList(0, 90));
    store.write(entries.subList(90, 200));
    var reference = new MemoryStore(new MemoryStore.Disk());
    reference.write(entries);
    try (var view = store.view();
        var expected = reference.view()) {
      for (int round = 0; round < 150; round++) {
        Filter filter = random.filter(3);
        requireSame(view, expected, filter, nearest(AXIS));
        requireSame(view, expected, filter, terms("red", "blue"));
        List<String> ids = ids(expected.scan(filter, "", 1_000, NONE));
        assertThat(ids(view.scan(filter, "", 1_000, NONE))).as("%s", filter).isEqualTo(ids);
        assertThat(view.count(filter, NONE)).as("%s", filter).isEqualTo(ids.size());
      }
    }
  }

  private static void requireSame(
      CollectionStore.View view, CollectionStore.View expected, Filter filter, LaneQuery query) {
    Map<String, Double> scores = new HashMap<>();
    view.candidates(query, filter, 1_000, NONE)
        .forEach(found -> scores.put(found.id(), found.score()));
    List<Candidate> all = expected.candidates(query, filter, 1_000, NONE);
    assertThat(scores.keySet()).as("%s", filter).containsExactlyInAnyOrderElementsOf(ids(all));
    for (Candidate candidate : all) {
      assertThat(scores.get(candidate.id())).isEqualTo(candidate.score(), within(1e-5));
    }
  }

  @Test
  void emptyAndIsEveryDocumentAndEmptyOrNone() {
    write(entry("a", "apple", AXIS));
    try (var view = store.view()) {
      assertThat(view.count(Filter.ALL, NONE)).isOne();
      assertThat(view.count(new Filter.Or(List.of()), NONE)).isZero();
      assertThat(view.count(new Filter.Not(new Filter.Or(List.of())), NONE)).isOne();
      assertThat(view.candidates(terms("apple"), new Filter.Or(List.of()), 5, NONE)).isEmpty();
    }
  }

  @Test
  void missingFieldEqualsNothing() {
    write(entry("a", "apple", AXIS));
    Filter equal = Filter.equal("tag", new FieldValue.KeywordValue("x"));
    try (var view = store.view()) {
      assertThat(view.count(equal, NONE)).isZero();
      assertThat(view.count(new Filter.Not(equal), NONE)).isOne();
    }
  }

  @Test
  void scanContinuesAfterAnId() {
    for (String id : List.of("～", "b", "😀", "a", "ab", "c")) {
      write(entry(id, "apple", AXIS));
    }
    store.delete(List.of("b"));
    write(entry("ab", "plum", AXIS));
    List<String> listed = new ArrayList<>();
    try (var view = store.view()) {
      for (String after = ""; ; after = listed.getLast()) {
        List<Candidate> page = view.scan(Filter.ALL, after, 2, NONE);
        view.documents(page).forEach(document -> listed.add(document.id()));
        if (page.size() < 2) {
          break;
        }
      }
      assertThat(ids(view.scan(Filter.ALL, "aa", 1, NONE))).containsExactly("ab");
    }
    assertThat(listed).containsExactly("a", "ab", "c", "～", "😀");
  }

  @Test
  void deadlineEndsScanAndCount() {
    write(entry("a", "apple", AXIS));
    var past = new SearchDeadline(System.nanoTime());
    try (var view = store.view()) {
      for (Runnable call :
          List.<Runnable>of(
              () -> view.scan(Filter.ALL, "", 1, past), () -> view.count(Filter.ALL, past))) {
        assertThatThrownBy(call::run).extracting("fault").isEqualTo(Fault.OVERLOADED);
      }
    }
  }
}
