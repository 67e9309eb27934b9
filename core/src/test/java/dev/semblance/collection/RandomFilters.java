package dev.semblance.collection;

import dev.semblance.document.Document;
import dev.semblance.document.FieldValue;
import dev.semblance.document.FieldValue.PointValue;
import dev.semblance.query.Filter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Random documents with values of every type, and random filters on them. *One thread at a time.*
///
/// @param random decides
public record RandomFilters(SplittableRandom random) {
  private static final List<String> WORDS = List.of("a", "ab", "abc", "b", "bab", "ü", "😀", "～");

  /// Terms of these texts are the words.
  StoredEntry entry(String id) {
    Map<String, List<FieldValue>> values = new HashMap<>();
    put(values, "tag", this::keyword);
    put(values, "year", this::whole);
    put(values, "price", this::number);
    put(values, "sold", () -> new FieldValue.BooleanValue(random.nextBoolean()));
    put(values, "at", this::date);
    put(values, "place", this::point);
    List<StoredEntry.IndexedText> texts = new ArrayList<>();
    Map<String, Object> fields = new HashMap<>();
    for (String field : List.of("title", "text", "note")) {
      String text = random.nextInt(3) == 0 ? "" : words();
      if (!text.isEmpty()) {
        fields.put(field, text);
        texts.add(
            new StoredEntry.IndexedText(
                field, StoreReadContract.analyzed(text), field.equals("title")));
      }
    }
    var document =
        new Document(
            id,
            (String) fields.getOrDefault("title", ""),
            (String) fields.getOrDefault("text", ""),
            fields.containsKey("note") ? Map.of("note", fields.get("note")) : Map.of());
    float[] vector = RandomContent.unit(random, StoreReadContract.DIMENSIONS);
    return new StoredEntry(document, texts, values, Map.of(StoreReadContract.VECTOR, vector));
  }

  /// @param depth of nesting at most
  public Filter filter(int depth) {
    return switch (random.nextInt(depth > 0 ? 14 : 11)) {
      case 0 -> new Filter.In("tag", list(this::keyword));
      case 1 -> new Filter.In("year", list(this::whole));
      case 2 -> new Filter.In("price", list(this::number));
      case 3 -> Filter.equal("sold", new FieldValue.BooleanValue(random.nextBoolean()));
      case 4 -> range();
      case 5 -> new Filter.Exists(pick("tag", "year", "place", "title", "text", "note"));
      case 6 -> new Filter.StartsWith("tag", pick("", "a", "ab", "b", "😀"));
      case 7 -> new Filter.Contains("tag", pick("", "a", "b", "ab", "ü"));
      case 8 -> new Filter.HasTerms(pick("title", "text", "note"), List.of(words().split(" ")));
      case 9 -> geo();
      case 10 -> new Filter.Ids(List.of("d" + random.nextInt(200), "d" + random.nextInt(200), "x"));
      case 11 -> new Filter.And(filters(depth - 1));
      case 12 -> new Filter.Or(filters(depth - 1));
      default -> new Filter.Not(filter(depth - 1));
    };
  }

  private List<Filter> filters(int depth) {
    return Stream.generate(() -> filter(depth)).limit(random.nextInt(4)).toList();
  }

  private Filter geo() {
    PointValue a = point();
    PointValue b = point();
    return random.nextBoolean()
        ? new Filter.WithinDistance("place", a, 1 + random.nextDouble(8e6))
        : new Filter.WithinBox(
            "place",
            new PointValue(Math.min(a.latitude(), b.latitude()), a.longitude()),
            new PointValue(Math.max(a.latitude(), b.latitude()), b.longitude()));
  }

  private Filter range() {
    return switch (random.nextInt(4)) {
      case 0 -> range("tag", this::keyword);
      case 1 -> range("year", this::whole);
      case 2 -> range("price", this::number);
      default -> range("at", this::date);
    };
  }

  private Filter range(String field, Supplier<FieldValue> values) {
    var from = new Filter.Endpoint(values.get(), random.nextBoolean());
    var to = new Filter.Endpoint(values.get(), random.nextBoolean());
    return switch (random.nextInt(3)) {
      case 0 -> new Filter.Range(field, from, null);
      case 1 -> new Filter.Range(field, null, to);
      default -> new Filter.Range(field, from, to);
    };
  }

  private FieldValue keyword() {
    return new FieldValue.KeywordValue(pick(WORDS.toArray(String[]::new)));
  }

  private FieldValue whole() {
    return new FieldValue.IntegerValue(
        random.nextInt(20) == 0
            ? random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE
            : random.nextInt(-3, 4));
  }

  private FieldValue number() {
    return new FieldValue.NumberValue(random.nextInt(-3, 4) / 2.0);
  }

  private FieldValue date() {
    return new FieldValue.DateValue(Instant.ofEpochMilli(random.nextInt(-3, 4) * 1_000L));
  }

  private PointValue point() {
    return new PointValue(random.nextDouble(-90, 90), random.nextDouble(-180, 180));
  }

  private String words() {
    return String.join(" ", Stream.generate(() -> pick("red", "green", "blue")).limit(2).toList());
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }

  private <T> List<T> list(Supplier<T> values) {
    return Stream.generate(values).limit(random.nextInt(4)).toList();
  }

  private void put(Map<String, List<FieldValue>> values, String field, Supplier<FieldValue> value) {
    List<FieldValue> some = list(value);
    if (!some.isEmpty()) {
      values.put(field, some);
    }
  }
}
