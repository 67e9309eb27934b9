package dev.semblance.search.lane;

import dev.semblance.collection.Candidate;
import dev.semblance.collection.SortedCandidate;
import dev.semblance.collection.SortedPage;
import dev.semblance.document.FieldType;
import dev.semblance.document.FieldValue;
import dev.semblance.query.Cursor;
import dev.semblance.query.SortKey;
import dev.semblance.search.index.FieldNames;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.SortedSetSelector;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// The documents of a query in an order by fields, then by ids.
///
/// @param page which of them
public record FieldOrder(SortedPage page) {

  public List<SortedCandidate> of(IndexSearcher searcher, Query matching) throws IOException {
    Sort sort = sort();
    ScoreDoc[] found =
        page.after().isPresent()
            ? searcher.searchAfter(
                    place(page.after().get(), searcher.getIndexReader().maxDoc() - 1),
                    matching,
                    page.count(),
                    sort)
                .scoreDocs
            : searcher.search(matching, page.count(), sort).scoreDocs;
    List<SortedCandidate> candidates = new ArrayList<>(found.length);
    for (ScoreDoc hit : found) {
      Object[] values = ((FieldDoc) hit).fields;
      String id = ((BytesRef) values[values.length - 1]).utf8ToString();
      candidates.add(new SortedCandidate(new Candidate(id, 0, hit.doc), cursor(values, id)));
    }
    return candidates;
  }

  private Sort sort() {
    List<SortField> fields = new ArrayList<>();
    page.order().forEach(key -> fields.add(sortField(key.key(), key.type())));
    fields.add(new SortField(FieldNames.ID, SortField.Type.STRING_VAL));
    return new Sort(fields.toArray(SortField[]::new));
  }

  private static SortField sortField(SortKey key, FieldType type) {
    String name = FieldNames.value(key.field());
    boolean down = key.descending();
    var number = down ? SortedNumericSelector.Type.MAX : SortedNumericSelector.Type.MIN;
    return switch (type) {
      case FieldType.KeywordType _, FieldType.BooleanType _ ->
          KeywordField.newSortField(
              name,
              down,
              down ? SortedSetSelector.Type.MAX : SortedSetSelector.Type.MIN,
              down ? SortField.STRING_FIRST : SortField.STRING_LAST);
      case FieldType.IntegerType _, FieldType.DateType _ ->
          LongField.newSortField(name, down, number, lastWhole(down));
      case FieldType.DecimalType _ ->
          DoubleField.newSortField(name, down, number, lastNumber(down));
      case FieldType.TextType _, FieldType.GeoType _, FieldType.StoredType _ ->
          throw new IllegalArgumentException("the order was not checked: " + key);
    };
  }

  private static long lastWhole(boolean descending) {
    return descending ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  private static double lastNumber(boolean descending) {
    return descending ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  private Cursor cursor(Object[] values, String id) {
    List<Optional<FieldValue>> keys = new ArrayList<>();
    for (int i = 0; i < page.order().size(); i++) {
      keys.add(key(page.order().get(i), values[i]));
    }
    return new Cursor(keys, id);
  }

  private static Optional<FieldValue> key(SortedPage.TypedSortKey key, @Nullable Object value) {
    boolean down = key.key().descending();
    return switch (value) {
      case null -> Optional.empty();
      case BytesRef text -> Optional.of(new FieldValue.KeywordValue(text.utf8ToString()));
      case Double number ->
          number == lastNumber(down)
              ? Optional.empty()
              : Optional.of(new FieldValue.NumberValue(number));
      case Long number ->
          number == lastWhole(down)
              ? Optional.empty()
              : Optional.of(new FieldValue.IntegerValue(number));
      default -> throw new IllegalStateException("no sort value: " + value);
    };
  }

  /// @param lastDoc after every document of the index: the id decides
  private FieldDoc place(Cursor cursor, int lastDoc) {
    @Nullable Object[] values = new @Nullable Object[page.order().size() + 1];
    for (int i = 0; i < page.order().size(); i++) {
      boolean down = page.order().get(i).key().descending();
      values[i] =
          cursor
              .keys()
              .get(i)
              .map(FieldOrder::value)
              .orElse(missing(page.order().get(i).type(), down));
    }
    values[values.length - 1] = new BytesRef(cursor.id());
    return new FieldDoc(lastDoc, Float.NaN, values);
  }

  private static Object value(FieldValue value) {
    return switch (value) {
      case FieldValue.KeywordValue(String text) -> new BytesRef(text);
      case FieldValue.BooleanValue(boolean truth) -> new BytesRef(Boolean.toString(truth));
      case FieldValue.IntegerValue(long number) -> number;
      case FieldValue.NumberValue(double number) -> number;
      case FieldValue.DateValue(Instant time) -> time.toEpochMilli();
      case FieldValue.PointValue point -> throw new IllegalArgumentException("no key: " + point);
    };
  }

  private static @Nullable Object missing(FieldType type, boolean descending) {
    return switch (type) {
      case FieldType.IntegerType _, FieldType.DateType _ -> lastWhole(descending);
      case FieldType.DecimalType _ -> lastNumber(descending);
      case FieldType.KeywordType _,
          FieldType.BooleanType _,
          FieldType.TextType _,
          FieldType.GeoType _,
          FieldType.StoredType _ ->
          null;
    };
  }
}
