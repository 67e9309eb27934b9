package dev.semblance.search.index;

import dev.semblance.document.FieldValue;
import java.time.Instant;
import java.util.List;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LatLonDocValuesField;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.IndexableField;

/// Values of fields in Lucene's form: terms or points for filters, doc values for facets and
/// sorting.
final class LuceneValues {
  private LuceneValues() {}

  static List<IndexableField> fields(String field, FieldValue value) {
    String name = FieldNames.value(field);
    return switch (value) {
      case FieldValue.KeywordValue(String text) ->
          List.of(new KeywordField(name, text, Field.Store.NO));
      case FieldValue.IntegerValue(long number) ->
          List.of(new LongField(name, number, Field.Store.NO));
      case FieldValue.NumberValue(double number) ->
          List.of(new DoubleField(name, number, Field.Store.NO));
      case FieldValue.BooleanValue(boolean truth) ->
          List.of(new KeywordField(name, Boolean.toString(truth), Field.Store.NO));
      case FieldValue.DateValue(Instant time) ->
          List.of(new LongField(name, time.toEpochMilli(), Field.Store.NO));
      case FieldValue.PointValue(double latitude, double longitude) ->
          List.of(
              new LatLonPoint(name, latitude, longitude),
              new LatLonDocValuesField(name, latitude, longitude));
    };
  }
}
