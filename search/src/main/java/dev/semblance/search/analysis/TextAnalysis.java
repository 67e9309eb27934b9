package dev.semblance.search.analysis;

import dev.semblance.collection.AnalyzedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/// Terms of documents and queries, the same for every store. *Safe for use by many threads.*
public final class TextAnalysis {
  private static final Analyzer DOCUMENTS = MixedAnalyzer.forDocuments();
  private static final Analyzer QUERIES = MixedAnalyzer.forQueries();

  /// The analysis is the same for every field.
  private static final String ANY_FIELD = "";

  private TextAnalysis() {}

  /// The terms under which a text is indexed.
  public static AnalyzedText document(String text) {
    List<String> terms = new ArrayList<>();
    int[] positions = new int[8 + text.length() / 4];
    try (TokenStream stream = DOCUMENTS.tokenStream(ANY_FIELD, text)) {
      var term = stream.getAttribute(CharTermAttribute.class);
      var increment = stream.getAttribute(PositionIncrementAttribute.class);
      stream.reset();
      int position = -1;
      while (stream.incrementToken()) {
        position += increment.getPositionIncrement();
        if (terms.size() == positions.length) {
          positions = Arrays.copyOf(positions, 2 * positions.length);
        }
        positions[terms.size()] = position;
        terms.add(term.toString());
      }
      stream.end();
      return new AnalyzedText(
          terms.toArray(String[]::new),
          Arrays.copyOf(positions, terms.size()),
          position + 1 + increment.getPositionIncrement());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string is read without I/O
    }
  }

  /// The terms of a query in the order of their first occurrence, with how often each occurs.
  public static Map<String, Integer> query(String text) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    try (TokenStream stream = QUERIES.tokenStream(ANY_FIELD, text)) {
      var term = stream.getAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        counts.merge(term.toString(), 1, Integer::sum);
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string is read without I/O
    }
    return counts;
  }
}
