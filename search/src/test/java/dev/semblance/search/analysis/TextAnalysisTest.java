package dev.semblance.search.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.collection.AnalyzedText;
import dev.semblance.collection.LaneQuery;
import dev.semblance.collection.WordClause.Alternative;
import dev.semblance.query.TextLanguage;
import dev.semblance.query.WordOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextAnalysisTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The Horses' riders     | the horses hors riders rider
          Newton's laws          | newton laws law
          café CAFÉ              | cafe cafe
          ＦＵＬＬ ｗｉｄｔｈ         | full width
          3.14 and 1,000         | 3.14 and 1,000
          U.S.A.                 | usa u s a
          R123-78                | r12378 r123 78
          err_0a3f1              | err0a3f1 err 0a3f1
          v17.9.4-rc2            | v1794rc2 v17.9.4 17.9.4 rc2
          java.util.List         | javautillist java util list
          anna.b@mail.example.de | annabmailexamplede annabmailexampled anna b mail exampl example de
          alpha-synuclein        | alphasynuclein alpha synuclein
          readAllBytes           | readallbytes readallbyt read all bytes byte
          XMLParser              | xmlparser xml parser
          snake_case_name        | snakecasename snakecasenam snake case name
          C++ and C# in F#       | c++ and c# in f#
          C++17 or C＋＋           | c++ 17 or c++
          Notepad++ on .NET      | notepad++ notepad on .net net
          ASP.NET, #java @Test   | aspnet asp net #java java @test test
          Ca2+ ions              | ca2+ ca2 ions ion
          Na+/K+                 | na+ na k+ k
          l’avion dell'anno      | l'avion avion dell'anno anno
          Mädchen                | madchen maedchen
          5 € ± 2                | 5 € ± 2
          """)
  void findsWordsAndIdentifiersWholeAndInParts(String text, String terms) {
    assertThat(terms(TextAnalysis.document(text, ScriptLanguages.DEFAULT)))
        .containsExactlyInAnyOrder(terms.split(" "));
  }

  @Test
  void indexesChineseByCharactersPairsAndWords() {
    assertThat(terms(TextAnalysis.document("中华人民共和国")))
        .startsWith("中", "中华")
        .contains("华人", "人民", "共和", "中华人民共和国", "国");
  }

  @Test
  void queriesChineseByPairsAndWords() {
    assertThat(queryTerms("共和国")).containsExactly("共和", "共和国", "和国");
    assertThat(queryTerms("猫")).containsExactly("猫");
  }

  @Test
  void traditionalCharactersMeetSimplifiedOnes() {
    assertThat(queryTerms("臺灣")).isEqualTo(queryTerms("台湾")).containsExactly("台湾");
    assertThat(queryTerms("軟件")).isEqualTo(queryTerms("软件"));
    assertThat(queryTerms("學")).containsExactly("学");
    AnalyzedText text = TextAnalysis.document("愛臺灣");
    assertThat(text.terms()).contains("爱", "台湾");
    assertThat(text.ends()[List.of(text.terms()).indexOf("台湾")]).isEqualTo(3);
  }

  @Test
  void findsJapaneseKoreanAndThaiByPairs() {
    assertThat(queryTerms("東京タワー")).contains("东京", "京タ", "タワ", "ワー");
    assertThat(queryTerms("한국어")).containsExactly("한국", "국어");
    assertThat(queryTerms("ไทย")).containsExactly("ไท", "ทย");
    assertThat(queryTerms("ガス")).isNotEqualTo(queryTerms("カス"));
    assertThat(queryTerms("ﾃｽﾄ")).isEqualTo(queryTerms("テスト"));
  }

  @Test
  void declaredLanguageHasItsDictionary() {
    var japanese = ScriptLanguages.declared(TextLanguage.JAPANESE);
    assertThat(terms(TextAnalysis.document("寿司を食べました", japanese))).contains("食べる", "寿司");
    var korean = ScriptLanguages.declared(TextLanguage.KOREAN);
    assertThat(terms(TextAnalysis.document("대한민국에서", korean))).contains("대한");
  }

  @Test
  void emojiAreFoundWholeAndByTheirParts() {
    assertThat(terms(TextAnalysis.document("👨‍👩‍👧 👍🏽 ❤️ 🇩🇪")))
        .containsExactly("👨👩👧", "👨", "👩", "👧", "👍🏽", "👍", "❤", "🇩🇪");
    assertThat(queryTerms("👩")).containsExactly("👩");
  }

  @ParameterizedTest
  @CsvSource({
    "Straße, STRASSE",
    "café, CAFE",
    "ﬁne, fine",
    "İstanbul, istanbul",
    "ПРИВЁТ, привет",
    "Αθήνα, αθηνα",
    "שָׁלוֹם, שלום",
    "مُحَمَّد, محمد",
    "１２, 12",
    "Größe, Groesse",
    "Ærø, Aeroe"
  })
  void spellingsMeet(String one, String other) {
    Set<String> terms = Set.copyOf(terms(TextAnalysis.document(one)));
    assertThat(terms).containsAnyElementsOf(queryTerms(other));
  }

  @ParameterizedTest
  @CsvSource({
    "ru, кошки, кошка",
    "de, Häuser, Haus",
    "de, Maedchen, Mädchen",
    "fr, les chevaux, cheval",
    "es, canciones, canción",
    "it, ragazze, ragazza",
    "pt, canções, canção",
    "nl, boeken, boek",
    "sv, flickor, flicka",
    "da, husene, huset",
    "no, bilene, bilen",
    "fi, talossa, talo",
    "hu, házakban, ház",
    "ro, caselor, casele",
    "tr, evler, ev",
    "cs, knihami, kniha",
    "bg, градовете, градове",
    "el, γάτες, γάτα",
    "ar, الكتاب, كتاب",
    "fa, کتاب‌ها, کتاب",
    "hi, लड़के, लड़का",
    "bn, বইটি, বই"
  })
  void formsOfAWordMeetInItsLanguage(String code, String document, String query) {
    TextLanguage language = TextLanguage.ofCode(code).orElseThrow();
    AnalyzedText text = TextAnalysis.document(document, ScriptLanguages.declared(language));
    assertThat(text.terms()).contains(language.tag());
    LaneQuery.Words words =
        TextAnalysis.query(query, WordOptions.DEFAULT, SynonymTerms.NONE, Set.of(language));
    assertThat(terms(words)).anyMatch(terms(text)::contains);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | The results of the study are shown in the table
          de | Der Hund läuft über die Straße und sucht nach seinem Ball
          fr | Le chien court dans la rue et cherche une balle pour les enfants
          es | El perro corre por la calle y busca una pelota para los niños
          it | Il cane corre per la strada e cerca una palla per gli altri
          pt | O cão corre pela rua e procura uma bola para os meninos não
          nl | De hond loopt over de straat en het zoekt naar een bal voor wij
          sv | Hunden springer över gatan och letar efter en boll som inte är där
          fi | Koira juoksee kadulla ja se etsii palloa, joka ei ole siellä
          hu | A kutya fut az utcán és egy labdát keres, hogy játsszon
          tr | Köpek sokakta koşuyor ve çocuklar için bir top arıyor ama çok
          cs | Pes běží po ulici a hledá míč, který je pro děti jako hračka
          """)
  void languageIsDetectedByStopWords(String code, String text) {
    assertThat(ScriptLanguages.detected(List.of(text)).latin().code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "COVID-19 vaccine", "Lucene 10", "die hard", "中文"})
  void shortTextIsEnglish(String text) {
    assertThat(ScriptLanguages.detected(List.of(text)).latin()).isEqualTo(TextLanguage.ENGLISH);
  }

  @Test
  void everyTermOfAQueryIsATermOfTheSameDocument() {
    String text = "《战国无双3》是由哪两个公司合作开发的？ java.util.List, R123-78; 東京タワー 😀 the C++";
    assertThat(terms(TextAnalysis.document(text))).containsAll(queryTerms(text));
  }

  @Test
  void eachWordAndCharacterHasAPositionOfItsOwn() {
    AnalyzedText text = TextAnalysis.document("IL-6 文本");
    // il6 il | 6 | 文 文本 (pair) 文本 (word) | 本
    assertThat(text.positions()).containsExactly(0, 0, 1, 2, 2, 2, 3);
    assertThat(text.length()).isEqualTo(4);
  }

  static List<String> terms(AnalyzedText text) {
    return List.of(text.terms());
  }

  static List<String> queryTerms(String query) {
    return terms(TextAnalysis.query(query, WordOptions.DEFAULT, SynonymTerms.NONE, Set.of()));
  }

  static List<String> terms(LaneQuery.Words words) {
    List<String> terms = new ArrayList<>();
    words
        .optional()
        .forEach(clause ->
            clause
                .alternatives()
                .forEach(alternative -> {
                  if (alternative instanceof Alternative.Adjacent adjacent) {
                    terms.addAll(adjacent.terms());
                  }
                }));
    return terms;
  }
}
