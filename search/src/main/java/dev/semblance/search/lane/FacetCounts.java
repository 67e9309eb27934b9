package dev.semblance.search.lane;

import dev.semblance.document.FieldType;
import dev.semblance.query.Facet;
import dev.semblance.search.index.FieldNames;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.NumericUtils;
import org.jspecify.annotations.Nullable;

/// Counts of the documents of a query by the values of a field, from its doc values. *One thread at
/// a time.*
public final class FacetCounts {
  private final Facet facet;
  private final FieldType type;
  private final Map<String, Long> counts = new HashMap<>();

  private FacetCounts(Facet facet, FieldType type) {
    this.facet = facet;
    this.type = type;
  }

  /// @param type of the field
  public static List<Facet.Count> of(
      IndexSearcher searcher, Query matching, Facet facet, FieldType type) throws IOException {
    var counts = new FacetCounts(facet, type);
    Weight weight =
        searcher.createWeight(searcher.rewrite(matching), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Scorer scorer = weight.scorer(leaf);
      if (scorer != null) {
        counts.count(leaf, scorer.iterator());
      }
    }
    return counts.ordered();
  }

  private void count(LeafReaderContext leaf, DocIdSetIterator docs) throws IOException {
    String field = FieldNames.value(facet.field());
    FieldInfo info = leaf.reader().getFieldInfos().fieldInfo(field);
    if (info == null) {
      return;
    }
    Bits live = leaf.reader().getLiveDocs();
    if (info.getDocValuesType() == DocValuesType.SORTED_SET) {
      countTerms(DocValues.getSortedSet(leaf.reader(), field), docs, live);
    } else {
      countNumbers(DocValues.getSortedNumeric(leaf.reader(), field), docs, live);
    }
  }

  private void countTerms(SortedSetDocValues values, DocIdSetIterator docs, @Nullable Bits live)
      throws IOException {
    int[] byOrd = new int[Math.toIntExact(values.getValueCount())];
    for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
      if ((live == null || live.get(doc)) && values.advanceExact(doc)) {
        for (int i = values.docValueCount(); i > 0; i--) {
          byOrd[(int) values.nextOrd()]++;
        }
      }
    }
    for (int ord = 0; ord < byOrd.length; ord++) {
      if (byOrd[ord] > 0) {
        counts.merge(values.lookupOrd(ord).utf8ToString(), (long) byOrd[ord], Long::sum);
      }
    }
  }

  private void countNumbers(
      SortedNumericDocValues values, DocIdSetIterator docs, @Nullable Bits live)
      throws IOException {
    LongFunction<List<String>> labels = labels();
    Set<String> buckets = new TreeSet<>();
    for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
      if ((live == null || live.get(doc)) && values.advanceExact(doc)) {
        buckets.clear();
        for (int i = values.docValueCount(); i > 0; i--) {
          buckets.addAll(labels.apply(values.nextValue()));
        }
        buckets.forEach(bucket -> counts.merge(bucket, 1L, Long::sum));
      }
    }
  }

  /// The buckets of a doc value.
  private LongFunction<List<String>> labels() {
    boolean fraction = type instanceof FieldType.DecimalType;
    return switch (facet) {
      case Facet.Terms _ ->
          type instanceof FieldType.DateType
              ? bits -> List.of(Instant.ofEpochMilli(bits).toString())
              : fraction
                  ? bits -> List.of(Double.toString(NumericUtils.sortableLongToDouble(bits)))
                  : bits -> List.of(Long.toString(bits));
      case Facet.Dates(var _, Facet.Dates.Unit unit, var _) ->
          bits -> List.of(unit.label(Instant.ofEpochMilli(bits)));
      case Facet.NumberRanges(var _, List<Facet.Bounds> ranges, var _) ->
          bits -> {
            double value = fraction ? NumericUtils.sortableLongToDouble(bits) : bits;
            return ranges.stream()
                .filter(range -> range.contains(value))
                .map(Facet.Bounds::label)
                .toList();
          };
    };
  }

  private List<Facet.Count> ordered() {
    return switch (facet) {
      case Facet.Terms terms ->
          all().stream()
              .sorted(
                  Comparator.comparingLong(Facet.Count::documents)
                      .reversed()
                      .thenComparing(Facet.Count::label))
              .limit(terms.most())
              .toList();
      case Facet.Dates _ ->
          all().stream()
              .sorted(Comparator.comparing(Facet.Count::label))
              .limit(Facet.MAX_BUCKETS)
              .toList();
      case Facet.NumberRanges(var _, List<Facet.Bounds> ranges, var _) ->
          ranges.stream()
              .map(Facet.Bounds::label)
              .map(label -> new Facet.Count(label, counts.getOrDefault(label, 0L)))
              .toList();
    };
  }

  private List<Facet.Count> all() {
    List<Facet.Count> all = new ArrayList<>();
    counts.forEach((label, documents) -> all.add(new Facet.Count(label, documents)));
    return all;
  }
}
