package dev.semblance.collection;

import dev.semblance.document.FieldValue;
import dev.semblance.query.Cursor;
import dev.semblance.query.Facet;
import dev.semblance.query.SortKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Orders and counts of documents by their values, by definition.
final class FieldValues {
  private FieldValues() {}

  static List<SortedCandidate> sorted(Stream<StoredEntry> entries, SortedPage page) {
    Comparator<SortedCandidate> order = (a, b) -> compare(a.place(), b.place(), page);
    return entries
        .map(entry -> place(entry, page))
        .sorted(order)
        .filter(
            found -> page.after().isEmpty() || compare(found.place(), page.after().get(), page) > 0)
        .limit(page.count())
        .toList();
  }

  private static SortedCandidate place(StoredEntry entry, SortedPage page) {
    String id = entry.document().id();
    List<Optional<FieldValue>> keys =
        page.order().stream().map(key -> key(entry, key.key())).toList();
    return new SortedCandidate(new Candidate(id, 0, 0), new Cursor(keys, id));
  }

  private static Optional<FieldValue> key(StoredEntry entry, SortKey key) {
    Stream<FieldValue> values = entry.values().getOrDefault(key.field(), List.of()).stream();
    return key.descending() ? values.max(FieldValues::order) : values.min(FieldValues::order);
  }

  private static int compare(Cursor a, Cursor b, SortedPage page) {
    for (int i = 0; i < page.order().size(); i++) {
      FieldValue x = a.keys().get(i).orElse(null);
      FieldValue y = b.keys().get(i).orElse(null);
      int order = compare(x, y, page.order().get(i).key().descending());
      if (order != 0) {
        return order;
      }
    }
    return Candidate.compareIds(a.id(), b.id());
  }

  private static int compare(@Nullable FieldValue a, @Nullable FieldValue b, boolean descending) {
    if (a == null || b == null) {
      return Boolean.compare(a == null, b == null);
    }
    return descending ? order(b, a) : order(a, b);
  }

  private static int order(FieldValue a, FieldValue b) {
    return a instanceof FieldValue.KeywordValue || a instanceof FieldValue.BooleanValue
        ? Candidate.compareIds(label(a), label(b))
        : Double.compare(number(a), number(b));
  }

  static List<Facet.Count> counts(Stream<StoredEntry> entries, Facet facet) {
    Map<String, Long> counts = new TreeMap<>();
    if (facet instanceof Facet.NumberRanges ranges) {
      ranges.ranges().forEach(range -> counts.put(range.label(), 0L));
    }
    entries.forEach(entry -> {
      Collection<String> buckets = new TreeSet<>();
      entry
          .values()
          .getOrDefault(facet.field(), List.of())
          .forEach(value -> buckets.addAll(buckets(value, facet)));
      buckets.forEach(bucket -> counts.merge(bucket, 1L, Long::sum));
    });
    List<Facet.Count> all = new ArrayList<>();
    if (facet instanceof Facet.NumberRanges ranges) {
      ranges.ranges().forEach(range -> all.add(count(range.label(), counts)));
      return all;
    }
    counts.keySet().forEach(label -> all.add(count(label, counts)));
    if (facet instanceof Facet.Terms terms) {
      all.sort(Comparator.comparingLong(Facet.Count::documents).reversed());
      return all.subList(0, Math.min(terms.most(), all.size()));
    }
    return all;
  }

  private static Facet.Count count(String label, Map<String, Long> counts) {
    return new Facet.Count(label, counts.getOrDefault(label, 0L));
  }

  private static List<String> buckets(FieldValue value, Facet facet) {
    return switch (facet) {
      case Facet.Terms _ -> List.of(label(value));
      case Facet.Dates dates ->
          List.of(dates.unit().label(Instant.ofEpochMilli((long) number(value))));
      case Facet.NumberRanges ranges ->
          ranges.ranges().stream()
              .filter(range -> range.contains(number(value)))
              .map(Facet.Bounds::label)
              .toList();
    };
  }

  private static String label(FieldValue value) {
    return switch (value) {
      case FieldValue.KeywordValue(var text) -> text;
      case FieldValue.IntegerValue(var number) -> Long.toString(number);
      case FieldValue.NumberValue(var number) -> Double.toString(number);
      case FieldValue.BooleanValue(var truth) -> Boolean.toString(truth);
      case FieldValue.DateValue(var time) -> time.toString();
      case FieldValue.PointValue point -> point.toString();
    };
  }

  private static double number(FieldValue value) {
    return switch (value) {
      case FieldValue.IntegerValue(var number) -> number;
      case FieldValue.NumberValue(var number) -> number;
      case FieldValue.DateValue(var time) -> time.toEpochMilli();
      default -> throw new IllegalArgumentException("no number: " + value);
    };
  }
}
