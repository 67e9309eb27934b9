package dev.semblance.search.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.collection.LaneQuery.Words;
import dev.semblance.collection.WordClause;
import dev.semblance.collection.WordClause.Alternative;
import dev.semblance.query.Synonyms;
import dev.semblance.query.TextLanguage;
import dev.semblance.query.WordOptions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryClausesTest {
  @Test
  void readsPhrasesExclusionsAndBeginnings() {
    Words words = read("fast \"to be\" -slow -\"not at all\" gra* -un*");
    assertThat(words.optional())
        .containsExactly(typed(Alternative.ofTerm("fast", 1)), WordClause.ofBeginning("gra"));
    assertThat(words.required()).containsExactly(WordClause.ofPhrase(List.of("to", "be")));
    assertThat(words.excluded())
        .containsExactly(
            WordClause.ofTerm("slow"),
            WordClause.ofPhrase(List.of("not", "at", "all")),
            WordClause.ofBeginning("un"));
  }

  @Test
  void phraseTakesCompoundsInPartsAndChineseInCharacters() {
    assertThat(read("\"part R123-78\"").required())
        .containsExactly(WordClause.ofPhrase(List.of("part", "r123", "78")));
    assertThat(read("\"臺灣\"").required()).containsExactly(WordClause.ofPhrase(List.of("台", "湾")));
    assertThat(read("公司*").required()).containsExactly(WordClause.ofPhrase(List.of("公", "司")));
  }

  @Test
  void stopWordsCountWhereNothingElseIsSearchedFor() {
    assertThat(TextAnalysisTest.terms(read("to be or not to be")))
        .containsExactly("to", "be", "or", "not");
    assertThat(read("to be or not to be").optional().getFirst().weight()).isEqualTo(2);
    assertThat(TextAnalysisTest.terms(read("the cat"))).containsExactly("cat");
    assertThat(read("the \"cat\"").optional()).isEmpty();
    assertThat(TextAnalysisTest.terms(read("der Hund und die Katze und das Haus")))
        .containsExactly("hund", "katz", "hau");
  }

  @Test
  void wordHasAnAlternativeForEachLanguageInUse() {
    Words words =
        TextAnalysis.query(
            "houses",
            WordOptions.DEFAULT,
            SynonymTerms.NONE,
            Set.of(TextLanguage.GERMAN, TextLanguage.RUSSIAN));
    assertThat(TextAnalysisTest.terms(words))
        .containsExactlyInAnyOrder("houses", "hous", "de|hous");
  }

  @Test
  void lettersMayBeWrongByTheLengthOfTheWord() {
    assertThat(read("at car").optional().getLast().otherwise())
        .containsExactly(new Alternative.BeginsWith("car", 0.5f));
    assertThat(read("micro").optional().getFirst().otherwise())
        .contains(new Alternative.Similar("micro", 1, 0.5f));
    assertThat(read("microsoft").optional().getFirst().otherwise())
        .contains(new Alternative.Similar("microsoft", 2, 0.5f));
    assertThat(read("r12378x C++ R123-ABCDEF 公司公司公司").optional())
        .allMatch(clause -> clause.otherwise().isEmpty());
    assertThat(read("microsoft", new WordOptions(null, false, false, 0)).optional())
        .allMatch(clause -> clause.otherwise().isEmpty());
  }

  @Test
  void lastWordMayBeIncompleteWhileItIsTyped() {
    var options = new WordOptions(null, false, true, 0);
    List<WordClause> clauses = read("fast micros", options).optional();
    assertThat(clauses.getFirst().alternatives()).hasSize(1);
    assertThat(clauses.getLast().alternatives())
        .containsExactly(
            Alternative.ofTerm("micro", 1), new Alternative.BeginsWith("micros", 0.8f));
    assertThat(read("micros ", options).optional().getLast().alternatives()).hasSize(1);
    assertThat(read("th", options).optional()).hasSize(1);
  }

  @Test
  void minimumIsAShareOfTheWords() {
    assertThat(read("a b c d", new WordOptions(null, true, false, 0.75)).minimum()).isEqualTo(2);
    assertThat(read("one two red four", new WordOptions(null, true, false, 1)).minimum())
        .isEqualTo(4);
    assertThatThrownBy(() -> new WordOptions(null, true, false, 1.5))
        .extracting("fault")
        .isEqualTo(Fault.INVALID);
  }

  @Test
  void synonymsAddTheirPhrases() {
    SynonymTerms synonyms =
        SynonymTerms.of(
            Synonyms.parse(List.of("car, automobile, motor vehicle", "ny => New York", "軟件, 软体")));
    assertThat(added("fast cars", synonyms))
        .containsExactly(List.of("automobil"), List.of("motor", "vehicle"));
    assertThat(added("a motor vehicle", synonyms))
        .containsExactly(List.of("car"), List.of("automobil"));
    assertThat(added("NY", synonyms)).containsExactly(List.of("new", "york"));
    assertThat(added("new york", synonyms)).isEmpty();
    assertThat(added("软件", synonyms)).containsExactly(List.of("软", "体"));
    assertThat(added("bus", synonyms)).isEmpty();
  }

  @Test
  void modelsReadAQueryWithoutItsExclusions() {
    assertThat(TextAnalysis.withoutExclusions("fast -slow \"red car\" -\"not at all\""))
        .isEqualTo("fast red car");
    assertThat(TextAnalysis.withoutExclusions("well-known \"red car\" -5"))
        .isEqualTo("well-known \"red car\" -5");
    assertThat(TextAnalysis.withoutExclusions("-slow")).isEqualTo("-slow");
    assertThat(TextAnalysis.excluded("fast -slow")).containsExactly(WordClause.ofTerm("slow"));
    assertThat(TextAnalysis.excluded("fast")).isEmpty();
  }

  private static List<List<String>> added(String query, SynonymTerms synonyms) {
    return TextAnalysis.query(query, WordOptions.DEFAULT, synonyms, Set.of()).optional().stream()
        .flatMap(clause -> clause.alternatives().stream())
        .filter(alternative -> alternative.weight() == 0.8f)
        .map(alternative -> ((Alternative.Adjacent) alternative).terms())
        .toList();
  }

  private static WordClause typed(Alternative alternative) {
    return new WordClause(
        List.of(alternative), List.of(new Alternative.BeginsWith("fast", 0.5f)), 1);
  }

  private static Words read(String query) {
    return read(query, WordOptions.DEFAULT);
  }

  private static Words read(String query, WordOptions options) {
    return TextAnalysis.query(query, options, SynonymTerms.NONE, Set.of());
  }
}
