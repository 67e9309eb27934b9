package dev.semblance.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import dev.semblance.query.Hit;
import dev.semblance.query.Lane;
import dev.semblance.query.Page;
import dev.semblance.query.SearchRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The lexical lane over short documents in many scripts and languages: which is found first.
@TestInstance(Lifecycle.PER_CLASS)
class WordsFoundTest {
  private static final String[][] TEXTS = {
    {"c", "The C language has pointers"},
    {"c++", "The C++ language has templates"},
    {"c#", "The C# language has delegates"},
    {"f#", "The F# language has units of measure"},
    {"net", "Programs for .NET run on many systems"},
    {"tw", "臺灣的夜市很有名，人們愛喝珍珠奶茶"},
    {"cn", "招商基金管理公司发布了新的报告"},
    {"cn2", "招商银行是一家公司，基金很多"},
    {"study", "學而時習之"},
    {"de", "Das Mädchen hat die Größe nicht gekannt und geht auf die Straße"},
    {"ru", "Кошки спят на крыше, и они не слышат собак"},
    {"fr", "L'avion est dans le ciel avec les oiseaux et les chevaux sont dans la rue"},
    {"hamlet", "to be or not to be"},
    {"it", "It was a dark and stormy night"},
    {"ms", "Microsoft was founded in Albuquerque"},
    {"prog", "Programming is the art of telling a computer what to do"},
    {"family", "Our holiday 👨‍👩‍👧 by the sea"},
    {"mail", "Write to anna.smith@example.com about err_0a3f1"},
    {"version", "Released v17.9.4-rc2 in the file report_final-v2.pdf"},
    {"part", "Order part R123-78 today"},
    {"hash", "Commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b broke the build"},
    {"dot", "The R2-D2 robot, AT&T, and foo_bar"},
    {"kana", "東京タワーで寿司を食べました"},
    {"ko", "서울에서 한국어를 배웠습니다"},
    {"th", "ภาษาไทยไม่มีช่องว่าง"},
    {"hi", "हिन्दी में लिखा हुआ लड़कों का पाठ"},
    {"el", "Οι γάτες κοιμούνται στην αυλή"},
    {"ar", "الكتاب على الطاولة"},
  };

  @TempDir static Path root;
  private DataDirectory data;
  private DocumentCollection collection;

  @BeforeAll
  void write() {
    var embedder = new FixedEmbedder();
    data = DataDirectory.open(root, _ -> embedder);
    collection = data.create("c", "fixed");
    List<Document> documents = new ArrayList<>();
    for (String[] text : TEXTS) {
      documents.add(new Document(text[0], "", text[1]));
    }
    collection.write(Entry.ofAll(documents));
  }

  @AfterAll
  void close() {
    data.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          C++               | c++
          c++ language      | c++
          C#                | c#
          F#                | f#
          C                 | c
          c language        | c
          .NET              | net
          台灣               | tw
          台湾               | tw
          愛                | tw
          學                | study
          学                | study
          Maedchen          | de
          Madchen           | de
          Mädchen           | de
          Groesse           | de
          STRASSE           | de
          кошка             | ru
          avion             | fr
          cheval            | fr
          to be or not to be | hamlet
          It                | it
          progamming        | prog
          mircosoft         | ms
          micros            | ms
          👩                | family
          👨‍👩‍👧                | family
          anna.smith@example.com | mail
          smith             | mail
          example.com       | mail
          err_0a3f1         | mail
          v17.9.4-rc2       | version
          17.9.4            | version
          report_final-v2.pdf | version
          R123-78           | part
          R123              | part
          9f86d081884c7d659a2feaa0c55ad015a3bf4f1b | hash
          r2d2              | dot
          AT&T              | dot
          foo_bar           | dot
          ＡＴ＆Ｔ            | dot
          東京               | kana
          ﾀﾜｰ               | kana
          한국어              | ko
          ไทย               | th
          लड़का              | hi
          γάτα              | el
          كتاب              | ar
          programm*         | prog
          R123-7*           | part
          """)
  void documentIsFoundFirst(String query, String id) {
    assertThat(found(query)).startsWith(id);
  }

  @Test
  void stopWordIsFoundWhereNothingElseIsSearchedFor() {
    assertThat(found("the")).contains("c", "hash").doesNotContain("ms");
    assertThat(found("the Microsoft")).containsExactly("ms");
  }

  @Test
  void phraseIsRequired() {
    assertThat(found("\"招商基金\" \"公司\"")).containsExactly("cn");
    assertThat(found("\"dark and stormy\"")).containsExactly("it");
    assertThat(found("\"stormy and dark\"")).isEmpty();
    assertThat(found("night \"not to be\"")).containsExactly("hamlet");
  }

  @Test
  void exclusionLeavesDocumentsOut() {
    assertThat(found("招商 -公司")).isEmpty();
    assertThat(found("招商 -银行")).containsExactly("cn");
    assertThat(found("language -C++")).containsExactlyInAnyOrder("c", "c#", "f#");
    assertThat(found("language -\"units of measure\"")).containsExactlyInAnyOrder("c", "c++", "c#");
    assertThat(found("language -del*")).containsExactlyInAnyOrder("c", "c++", "f#");
    assertThat(found("-language")).isEmpty();
  }

  @Test
  void exclusionHoldsInEveryLane() {
    for (List<Lane> lanes : List.of(List.of(Lane.DENSE), Lane.ALL)) {
      var request = SearchRequest.of("programs -language -\"to be or\"", lanes, Page.first(100));
      assertThat(collection.search(request).hits())
          .extracting(Hit::id)
          .contains("net", "ms")
          .doesNotContain("c", "c++", "c#", "f#", "hamlet");
    }
  }

  @Test
  void operatorsInsideWordsAreText() {
    assertThat(found("R2-D2")).startsWith("dot");
    assertThat(found("language - pointers")).startsWith("c");
    assertThat(found("part -78")).startsWith("part");
    assertThat(found("\"language")).hasSize(4);
    assertThat(found("*")).isEmpty();
  }

  @Test
  void manyOperatorsAreRefusedOrBounded() {
    assertThatThrownBy(() -> found("a* ".repeat(17))).extracting("fault").isEqualTo(Fault.INVALID);
    assertThat(found("a* ".repeat(16))).isNotEmpty();
    assertThat(found("unknownword".repeat(20) + " " + "qwertyuiopasdf ".repeat(500))).isEmpty();
  }

  private List<String> found(String query) {
    return collection
        .search(SearchRequest.of(query, List.of(Lane.LEXICAL), Page.first(100)))
        .hits()
        .stream()
        .map(Hit::id)
        .toList();
  }
}
