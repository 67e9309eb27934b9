package dev.semblance.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import dev.semblance.document.FieldSelection;
import dev.semblance.query.Arrangement;
import dev.semblance.query.Excerpt;
import dev.semblance.query.Highlight;
import dev.semblance.query.Hit;
import dev.semblance.query.Lane;
import dev.semblance.query.Page;
import dev.semblance.query.SearchRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HighlightsTest {
  @TempDir Path root;
  private DataDirectory data;
  private DocumentCollection collection;

  @BeforeEach
  void open() {
    data = DataDirectory.open(root, _ -> new FixedEmbedder());
    collection = data.create("c", "fixed");
  }

  @AfterEach
  void close() {
    data.close();
  }

  @Test
  void wordsAreMarkedInEveryScript() {
    assertThat(matches("coffee maker", "Tea? No: Coffee-makers, a COFFEE maker!"))
        .contains("Coffee", "COFFEE", "maker");
    assertThat(matches("搜索引擎", "🦊我们写了一个搜索引擎。")).isNotEmpty().allMatch("搜索引擎"::contains);
    assertThat(matches("café", "Le cafe\u0301 👨‍👩‍👧 est ouvert")).containsExactly("cafe\u0301");
    assertThat(matches("running", "He runs, she ran")).containsExactly("runs");
    assertThat(matches("ΣΟΦΌΣ", "ο σοφός 😀 άνθρωπος")).containsExactly("σοφός");
  }

  @Test
  void phraseIsMarkedWhereItIsWhole() {
    assertThat(matches("\"red shoes\"", "Shoes of red. Red shoes!")).containsExactly("Red shoes");
  }

  @Test
  void offsetsCountCodePointsOfTheStoredValue() {
    String text = "🦊🦊 中文 e\u0301 " + "filler words ".repeat(200) + "👩🏽‍🚀 needle 😀 end of it.";
    Excerpt excerpt = highlights("needle", text, Highlight.STANDARD).getFirst();
    assertThat(excerpt.text()).contains("👩🏽‍🚀 needle 😀 end of it.");
    assertThat(excerpt.place().of(text)).isEqualTo(excerpt.text());
    assertThat(excerpt.text().codePointCount(0, excerpt.text().length())).isBetween(140, 160);
    Excerpt.MatchSpan match = excerpt.matches().getFirst();
    assertThat(codePoints(text, match.start(), match.end())).isEqualTo("needle");
  }

  @Test
  void partsWithMostWordsComeInTheOrderOfTheText() {
    String gap = "nothing of interest here ".repeat(20);
    String text = gap + "apple alone. " + gap + "apple and pear together. " + gap + "a last pear.";
    List<Excerpt> parts = highlights("apple pear", text, Highlight.STANDARD);
    assertThat(parts).hasSize(2);
    assertThat(parts.get(0).text()).contains("apple alone");
    assertThat(parts.get(1).text()).contains("apple and pear together");
    var one = new Highlight(List.of(), 1, 40, Highlight.Marks.NONE);
    assertThat(highlights("apple pear", text, one))
        .singleElement()
        .satisfies(part -> assertThat(part.text()).contains("apple and pear together"));
    for (int count = 1; count <= 20; count++) {
      var many = new Highlight(List.of(), count, 30, Highlight.Marks.NONE);
      int end = 0;
      for (Excerpt part : highlights("nothing", text, many)) {
        assertThat(part.place().start()).isGreaterThanOrEqualTo(end);
        assertThat(part.place().of(text)).isEqualTo(part.text());
        end = part.place().end();
      }
    }
  }

  @Test
  void htmlIsEscapedOnRequest() {
    String text = "if a<b & \"c\" then <script>apple</script>";
    var html = new Highlight(List.of(), 2, 160, Highlight.Marks.EMPHASIS);
    assertThat(highlights("apple", text, html).getFirst().text())
        .isEqualTo(
            "if a&lt;b &amp; &quot;c&quot; then" + " &lt;script&gt;<em>apple</em>&lt;/script&gt;");
    assertThat(highlights("apple", text, Highlight.STANDARD).getFirst().text()).isEqualTo(text);
  }

  @Test
  void misspelledWordsAreMarkedWhereNoDocumentHasThemAsTheyAre() {
    assertThat(matches("chocolste", "dark chocolate")).containsExactly("chocolate");
    collection.write(Entry.ofAll(List.of(new Document("other", "", "form"))));
    assertThat(matches("form apple", "apple from there")).containsExactly("apple");
  }

  @Test
  void chosenFieldsAreHighlightedAndOthersRefused() {
    collection.write(
        Entry.ofAll(List.of(new Document("a", "An apple", "An apple a day", Map.of("n", 1)))));
    assertThat(hit("apple", Highlight.STANDARD).excerpts().highlights())
        .containsOnlyKeys("title", "text");
    var title = new Highlight(List.of("title"), 1, 100, Highlight.Marks.NONE);
    Hit hit = hit("apple", title);
    assertThat(hit.excerpts().highlights()).containsOnlyKeys("title");
    assertThat(hit.document()).isEqualTo(new Document("a", "", ""));
    var wrong = new Highlight(List.of("n"), 1, 100, Highlight.Marks.NONE);
    assertThatThrownBy(() -> hit("apple", wrong))
        .hasMessage("`highlight.fields`: `n` is no text field; text fields are: title, text");
  }

  private List<String> matches(String query, String text) {
    List<String> found = new ArrayList<>();
    for (Excerpt excerpt : highlights(query, text, Highlight.STANDARD)) {
      for (Excerpt.MatchSpan match : excerpt.matches()) {
        found.add(codePoints(text, match.start(), match.end()));
      }
    }
    return found;
  }

  private List<Excerpt> highlights(String query, String text, Highlight highlight) {
    collection.write(Entry.ofAll(List.of(new Document("a", "", text))));
    return hit(query, highlight).excerpts().highlights().getOrDefault("text", List.of());
  }

  private Hit hit(String query, Highlight highlight) {
    var detail = new Page.Detail(new FieldSelection(Set.of()), false, highlight);
    var page = new Page(10, 0, OptionalDouble.empty(), detail, Arrangement.STANDARD);
    List<Hit> hits = collection.search(SearchRequest.of(query, List.of(Lane.LEXICAL), page)).hits();
    return hits.stream().filter(hit -> hit.id().equals("a")).findFirst().orElseThrow();
  }

  private static String codePoints(String text, int start, int end) {
    return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
  }
}
