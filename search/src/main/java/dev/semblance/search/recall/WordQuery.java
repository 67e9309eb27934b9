package dev.semblance.search.recall;

import dev.semblance.search.analysis.MixedAnalyzer;
import dev.semblance.search.index.Schema;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// The words of a question as a Lucene query: any word may match, each counts as often as asked.
final class WordQuery {
  private static final Analyzer ANALYZER = MixedAnalyzer.forQuestions();

  private WordQuery() {}

  static Query of(String text) throws IOException {
    var query = new BooleanQuery.Builder();
    terms(text)
        .forEach((term, count) -> {
          add(query, new Term(Schema.TITLE, term), count);
          add(query, new Term(Schema.TEXT, term), count);
        });
    return query.build();
  }

  private static void add(BooleanQuery.Builder query, Term term, float weight) {
    query.add(new BoostQuery(new TermQuery(term), weight), BooleanClause.Occur.SHOULD);
  }

  private static Map<String, Integer> terms(String text) throws IOException {
    Map<String, Integer> counts = new LinkedHashMap<>();
    try (var stream = ANALYZER.tokenStream(Schema.TEXT, text)) {
      var term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        counts.merge(term.toString(), 1, Integer::sum);
      }
      stream.end();
    }
    return counts;
  }
}
