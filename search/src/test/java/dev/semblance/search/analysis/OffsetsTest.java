package dev.semblance.search.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
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
  void offsetsDelimitEveryTerm() throws IOException {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println("OffsetsTest seed " + seed);
    var random = new SplittableRandom(seed);
    var built = new StringBuilder();
    for (int i = random.nextInt(60); i >= 0; i--) {
      built.append(MATERIAL.get(random.nextInt(MATERIAL.size())));
    }
    String text = built.toString();
    for (boolean question : new boolean[] {false, true}) {
      check(text, question);
    }
  }

  private static void check(String text, boolean question) throws IOException {
    List<String> wrong = new ArrayList<>();
    int last = 0;
    try (Tokenizer pieces = new MixedTokenizer(question)) {
      var term = pieces.addAttribute(CharTermAttribute.class);
      var offset = pieces.addAttribute(OffsetAttribute.class);
      pieces.setReader(new StringReader(text));
      pieces.reset();
      while (pieces.incrementToken()) {
        assertThat(offset.startOffset()).isGreaterThanOrEqualTo(last);
        last = offset.startOffset();
        String cut = text.substring(offset.startOffset(), offset.endOffset());
        // A compound's whole is written without its connectors.
        if (!cut.contentEquals(term) && !cut.replaceAll("[-_./:#@+&]", "").contentEquals(term)) {
          wrong.add(cut + " for " + term);
        }
      }
      pieces.end();
      assertThat(offset.endOffset()).isEqualTo(text.length());
    }
    assertThat(wrong).isEmpty();
  }
}
