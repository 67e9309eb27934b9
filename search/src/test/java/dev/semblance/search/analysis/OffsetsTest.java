package dev.semblance.search.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.collection.AnalyzedText;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;

class OffsetsTest {
  private static final List<String> MATERIAL =
      List.of(
          "word",
          "Running",
          "don't",
          "Straße",
          "café",
          "ﬁne",
          "java.util.List",
          "R123-78",
          "C++",
          "c#",
          ".NET",
          "l'avion",
          "€",
          "readAllBytes",
          "3.14",
          "1,000",
          "中文",
          "人工智能的发展",
          "東京タワー",
          "ｱｲｳ",
          "한국어",
          "ไทย",
          "😀",
          "👨‍👩‍👧",
          "𠀀𠀁",
          "\ud800",
          "\udc00",
          "\0",
          "שלום",
          "مرحبا",
          "e\u0301",
          "-",
          ".",
          "_",
          "/",
          " ",
          "  ",
          "\n",
          "，",
          "。",
          "x".repeat(300),
          "长".repeat(600));

  @RepeatedTest(40)
  void offsetsDelimitEveryTerm() {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println("OffsetsTest seed " + seed);
    var random = new SplittableRandom(seed);
    var built = new StringBuilder();
    for (int i = random.nextInt(60); i >= 0; i--) {
      built.append(MATERIAL.get(random.nextInt(MATERIAL.size())));
    }
    String text = built.toString();
    check(text, new Segmenter(false, new ChineseWords()).pieces(text));
    check(text, new Segmenter(true, new ChineseWords()).pieces(text));
    AnalyzedText analyzed = TextAnalysis.document(text);
    for (int i = 1; i < analyzed.terms().length; i++) {
      assertThat(analyzed.positions()[i]).isGreaterThanOrEqualTo(analyzed.positions()[i - 1]);
      assertThat(analyzed.ends()[i]).isBetween(analyzed.starts()[i], text.length());
    }
  }

  private static void check(String text, List<Piece> pieces) {
    List<String> wrong = new ArrayList<>();
    int last = 0;
    for (Piece piece : pieces) {
      assertThat(piece.start()).isGreaterThanOrEqualTo(last);
      last = piece.start();
      String cut = Simplified.of(text.substring(piece.start(), piece.end()));
      // A compound's whole is written without its connectors, an emoji without invisible parts.
      if (!cut.contentEquals(piece.term())
          && !cut.replaceAll("[-_./:#@+&\u200d\ufe0f]", "")
              .equals(piece.term().replaceAll("[.]", ""))) {
        wrong.add(cut + " for " + piece.term());
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(pieces.stream().limit(1)).allMatch(piece -> piece.step() == 1);
  }
}
