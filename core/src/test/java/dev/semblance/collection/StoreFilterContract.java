package dev.semblance.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.semblance.Fault;
import dev.semblance.document.FieldType;
import dev.semblance.document.FieldValue;
import dev.semblance.query.Cursor;
import dev.semblance.query.Facet;
import dev.semblance.query.Filter;
import dev.semblance.query.SearchDeadline;
import dev.semblance.query.SortKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        assertThat(view.count(Matching.of(filter), NONE)).as("%s", filter).isEqualTo(ids.size());
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
  void ordersAndCountsAreThoseOfTheirDefinition() {
    var random = new RandomFilters(new SplittableRandom(7));
    List<StoredEntry> entries = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      entries.add(random.entry("d" + i));
    }
    store.write(entries.subList(0, 60));
    store.write(entries.subList(60, 150));
    var reference = new MemoryStore(new MemoryStore.Disk());
    reference.write(entries);
    try (var view = store.view();
        var expected = reference.view()) {
      for (Matching matching : matchings(random)) {
        assertThat(view.count(matching, NONE)).isEqualTo(expected.count(matching, NONE));
        for (Facet.Typed facet : FACETS) {
          assertThat(view.facet(matching, facet, NONE))
              .as("%s %s", facet, matching)
              .isEqualTo(expected.facet(matching, facet, NONE));
        }
        for (List<SortedPage.TypedSortKey> order : ORDERS) {
          assertThat(pages(view, matching, order))
              .as("%s %s", order, matching)
              .isEqualTo(pages(expected, matching, order));
        }
      }
    }
  }

  private static final List<Facet.Typed> FACETS =
      List.of(
          new Facet.Typed(new Facet.Terms("tag", 3, false), new FieldType.KeywordType()),
          new Facet.Typed(new Facet.Terms("year", 100, false), new FieldType.IntegerType()),
          new Facet.Typed(new Facet.Terms("sold", 2, false), new FieldType.BooleanType()),
          new Facet.Typed(new Facet.Terms("absent", 2, false), new FieldType.KeywordType()),
          new Facet.Typed(
              new Facet.Dates("at", Facet.Dates.Unit.YEAR, false), new FieldType.DateType()),
          new Facet.Typed(
              new Facet.Dates("at", Facet.Dates.Unit.MONTH, false), new FieldType.DateType()),
          new Facet.Typed(
              new Facet.NumberRanges(
                  "price",
                  List.of(new Facet.Bounds(null, 0.0), new Facet.Bounds(-0.5, 1.0)),
                  false),
              new FieldType.DecimalType()));

  private static final List<List<SortedPage.TypedSortKey>> ORDERS =
      List.of(
          List.of(key("-at", new FieldType.DateType())),
          List.of(key("price", new FieldType.DecimalType())),
          List.of(
              key("-tag", new FieldType.KeywordType()), key("-price", new FieldType.DecimalType())),
          List.of(key("tag", new FieldType.KeywordType()), key("at", new FieldType.DateType())),
          List.of(key("sold", new FieldType.BooleanType()), key("-at", new FieldType.DateType())));

  private static SortedPage.TypedSortKey key(String key, FieldType type) {
    return new SortedPage.TypedSortKey(SortKey.of(key), type);
  }

  private static List<Matching> matchings(RandomFilters random) {
    var red = LaneQuery.Words.anyOf(List.of(WordClause.ofTerm("red")));
    List<Matching> matchings = new ArrayList<>();
    matchings.add(Matching.of(Filter.ALL));
    matchings.add(new Matching(Filter.ALL, Optional.of(red)));
    for (int i = 0; i < 10; i++) {
      matchings.add(Matching.of(random.filter(2)));
      matchings.add(new Matching(random.filter(2), Optional.of(red)));
    }
    return matchings;
  }

  /// The ids of all pages of 40.
  private static List<String> pages(
      CollectionStore.View view, Matching matching, List<SortedPage.TypedSortKey> order) {
    List<String> ids = new ArrayList<>();
    Optional<Cursor> after = Optional.empty();
    while (true) {
      List<SortedCandidate> page = view.sorted(matching, new SortedPage(order, after, 40), NONE);
      page.forEach(found -> ids.add(found.candidate().id()));
      if (page.size() < 40) {
        return ids;
      }
      String text = page.getLast().place().encode("");
      after = Optional.of(Cursor.decode(text, ""));
    }
  }

  @Test
  void emptyAndIsEveryDocumentAndEmptyOrNone() {
    write(entry("a", "apple", AXIS));
    try (var view = store.view()) {
      assertThat(view.count(Matching.of(Filter.ALL), NONE)).isOne();
      assertThat(view.count(Matching.of(new Filter.Or(List.of())), NONE)).isZero();
      assertThat(view.count(Matching.of(new Filter.Not(new Filter.Or(List.of()))), NONE)).isOne();
      assertThat(view.candidates(terms("apple"), new Filter.Or(List.of()), 5, NONE)).isEmpty();
    }
  }

  @Test
  void missingFieldEqualsNothing() {
    write(entry("a", "apple", AXIS));
    Filter equal = Filter.equal("tag", new FieldValue.KeywordValue("x"));
    try (var view = store.view()) {
      assertThat(view.count(Matching.of(equal), NONE)).isZero();
      assertThat(view.count(Matching.of(new Filter.Not(equal)), NONE)).isOne();
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
              () -> view.scan(Filter.ALL, "", 1, past),
              () -> view.count(Matching.of(Filter.ALL), past))) {
        assertThatThrownBy(call::run).extracting("fault").isEqualTo(Fault.OVERLOADED);
      }
    }
  }
}
