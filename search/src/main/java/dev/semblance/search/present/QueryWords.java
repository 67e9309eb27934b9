package dev.semblance.search.present;

import dev.semblance.collection.AnalyzedText;
import dev.semblance.collection.LaneQuery;
import dev.semblance.collection.WordClause;
import dev.semblance.collection.WordClause.Alternative;
import dev.semblance.search.analysis.TextAnalysis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Finds the words of a query in a text as the lexical lane does: the text is analyzed again. *Safe
/// for use by many threads.*
public final class QueryWords {
  /// Words and phrases by their first term.
  private final Map<String, List<Phrase>> phrases = new HashMap<>();

  private final List<WordStart> beginnings = new ArrayList<>();
  private final List<SimilarWord> similar = new ArrayList<>();

  /// @param word which of the query's words it belongs to
  private record Phrase(List<String> terms, int word) {}

  private record WordStart(String start, int word) {}

  private record SimilarWord(Alternative.Similar to, int word) {}

  /// @param words whose clauses have no alternatives but those that documents were searched for
  public QueryWords(LaneQuery.Words words) {
    List<WordClause> clauses =
        Stream.concat(words.required().stream(), words.optional().stream()).toList();
    for (int word = 0; word < clauses.size(); word++) {
      for (Alternative alternative : clauses.get(word).alternatives()) {
        add(alternative, word);
      }
    }
  }

  private void add(Alternative alternative, int word) {
    switch (alternative) {
      case Alternative.Adjacent(List<String> terms, _) ->
          phrases
              .computeIfAbsent(terms.getFirst(), _ -> new ArrayList<>())
              .add(new Phrase(terms, word));
      case Alternative.BeginsWith(String start, _) -> beginnings.add(new WordStart(start, word));
      case Alternative.Similar to -> similar.add(new SimilarWord(to, word));
    }
  }

  /// Where the words are, in the order of the text; places do not overlap.
  List<TextMatch> in(String text) {
    AnalyzedText analyzed = TextAnalysis.document(text);
    List<TextMatch> matches = new ArrayList<>();
    for (int i = 0; i < analyzed.terms().length; i++) {
      if (analyzed.ends()[i] > analyzed.starts()[i]) {
        addAt(analyzed, i, matches);
      }
    }
    return TextMatch.merged(matches);
  }

  private void addAt(AnalyzedText text, int i, List<TextMatch> matches) {
    String term = text.terms()[i];
    for (Phrase phrase : phrases.getOrDefault(term, List.of())) {
      int last = last(text, i, phrase.terms());
      if (last >= 0) {
        matches.add(new TextMatch(text.starts()[i], text.ends()[last], phrase.word()));
      }
    }
    for (WordStart beginning : beginnings) {
      if (term.startsWith(beginning.start())) {
        matches.add(new TextMatch(text.starts()[i], text.ends()[i], beginning.word()));
      }
    }
    for (SimilarWord word : similar) {
      if (Edits.within(term, word.to())) {
        matches.add(new TextMatch(text.starts()[i], text.ends()[i], word.word()));
      }
    }
  }

  /// The last term of a phrase that begins at a term; -1 where the phrase is not there.
  private static int last(AnalyzedText text, int first, List<String> terms) {
    int last = first;
    for (int k = 1; k < terms.size(); k++) {
      int wanted = text.positions()[first] + k;
      int next = last + 1;
      while (next < text.terms().length
          && text.positions()[next] <= wanted
          && !(text.positions()[next] == wanted && text.terms()[next].equals(terms.get(k)))) {
        next++;
      }
      if (next == text.terms().length || text.positions()[next] > wanted) {
        return -1;
      }
      last = next;
    }
    return last;
  }
}
