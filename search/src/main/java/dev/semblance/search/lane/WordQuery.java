package dev.semblance.search.lane;

import dev.semblance.collection.LaneQuery;
import dev.semblance.search.index.FieldNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// The words of a question as a Lucene query: any may match, each counts as often as it was asked,
/// and once more, at a lower weight, where it is in the title.
final class WordQuery {
  /// Most different words that are looked up; of a longer question, the rarest.
  private static final int MAX_WORDS = 256;

  private WordQuery() {}

  static Query of(Map<String, Integer> counts, IndexReader reader) throws IOException {
    var query = new BooleanQuery.Builder();
    for (QueryWord word : words(counts, reader)) {
      add(query, FieldNames.BODY, word, 1);
      add(query, FieldNames.TITLE, word, LaneQuery.QueryTerms.TITLE_WEIGHT);
    }
    return query.build();
  }

  private static void add(BooleanQuery.Builder query, String field, QueryWord word, float weight) {
    query.add(
        new BoostQuery(new TermQuery(new Term(field, word.term)), weight * word.asked),
        BooleanClause.Occur.SHOULD);
  }

  /// The words that stand in any document.
  private static List<QueryWord> words(Map<String, Integer> counts, IndexReader reader)
      throws IOException {
    List<QueryWord> words = new ArrayList<>();
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      int documents = reader.docFreq(new Term(FieldNames.BODY, count.getKey()));
      if (documents > 0) {
        words.add(new QueryWord(count.getKey(), count.getValue(), documents));
      }
    }
    if (words.size() > MAX_WORDS) {
      words.sort(Comparator.comparingInt(QueryWord::documents));
    }
    return words.subList(0, Math.min(words.size(), MAX_WORDS));
  }

  /// @param asked how often the question says it
  /// @param documents how many documents say it
  private record QueryWord(String term, int asked, int documents) {}
}
