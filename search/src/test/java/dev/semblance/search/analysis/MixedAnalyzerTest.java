package dev.semblance.search.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixedAnalyzerTest {
  private static final Analyzer DOCUMENTS = MixedAnalyzer.forDocuments();
  private static final Analyzer QUERIES = MixedAnalyzer.forQueries();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The Horses' riders were running     | hors rider were run
          Newton's laws                       | newton law
          café CAFÉ                           | cafe cafe
          ＦＵＬＬ ｗｉｄｔｈ                      | full width
          3.14 and 1,000                      | 3.14 1,000
          U.S.A.                              | usa u s
          R123-78                             | r12378 r123 78
          java.util.List                      | javautillist java util list
          alpha-synuclein                     | alphasynuclein alpha synuclein
          IL-6                                | il6 il 6
          readAllBytes                        | readallbyt read all byte
          XMLParser                           | xmlparser xml parser
          mRNA                                | mrna rna
          snake_case_name                     | snakecasenam snake case name
          """)
  void findsTheWordsOfEnglishAndOfIdentifiers(String text, String terms) throws IOException {
    assertThat(terms(DOCUMENTS, text)).containsExactly(terms.split(" "));
    assertThat(terms(QUERIES, text)).containsExactly(terms.split(" "));
  }

  @Test
  void indexesChineseByCharactersPairsAndWords() throws IOException {
    assertThat(terms(DOCUMENTS, "中华人民共和国"))
        .startsWith("中", "中华")
        .contains("华人", "人民", "共和", "中华人民共和国", "国");
  }

  @Test
  void queriesChineseByPairsAndWords() throws IOException {
    assertThat(terms(QUERIES, "共和国")).containsExactly("共和", "共和国", "和国");
    assertThat(terms(QUERIES, "猫")).containsExactly("猫");
  }

  @Test
  void findsJapaneseKoreanAndThaiByPairs() throws IOException {
    assertThat(terms(QUERIES, "東京タワー")).contains("東京", "京タ", "タワ", "ワー");
    assertThat(terms(QUERIES, "한국어")).containsExactly("한국", "국어");
    assertThat(terms(QUERIES, "ไทย")).containsExactly("ไท", "ทย");
  }

  @Test
  void handlesMixedScriptsWithoutASetting() throws IOException {
    assertThat(terms(QUERIES, "用Lucene搜索documents")).contains("lucen", "搜索", "document");
  }

  @Test
  void everyTermOfAQueryIsATermOfTheSameDocument() throws IOException {
    String text = "《战国无双3》是由哪两个公司合作开发的？ java.util.List, R123-78; 東京タワー 😀";
    assertThat(terms(DOCUMENTS, text)).containsAll(terms(QUERIES, text));
  }

  @Test
  void eachWordAndCharacterHasAPositionOfItsOwn() throws IOException {
    List<Integer> steps = new ArrayList<>();
    try (var stream = DOCUMENTS.tokenStream("body", "IL-6 文本")) {
      var step = stream.addAttribute(PositionIncrementAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        steps.add(step.getPositionIncrement());
      }
      stream.end();
    }
    // il6 il 6 | 文 文本 (pair) 文本 (word) 本
    assertThat(steps).containsExactly(1, 0, 1, 1, 0, 0, 1);
  }

  @Test
  void endsAfterTheLastCharacter() throws IOException {
    try (var stream = DOCUMENTS.tokenStream("body", "one two  ")) {
      var offset = stream.addAttribute(OffsetAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        assertThat(offset.endOffset()).isLessThanOrEqualTo(7);
      }
      stream.end();
      assertThat(offset.endOffset()).isEqualTo(9);
    }
  }

  static List<String> terms(Analyzer analyzer, String text) throws IOException {
    List<String> terms = new ArrayList<>();
    try (var stream = analyzer.tokenStream("body", text)) {
      var term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        terms.add(term.toString());
      }
      stream.end();
    }
    return terms;
  }
}
