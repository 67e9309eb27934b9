package dev.semblance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestWordTest {
  private static final List<String> WORDS = List.of("search", "serve", "embed", "--collection");

  @Test
  void findsWordsWithFewEdits() {
    assertThat(NearestWord.of("serch", WORDS)).hasValue("search");
    assertThat(NearestWord.of("searh", WORDS)).hasValue("search");
    assertThat(NearestWord.of("sevre", WORDS)).hasValue("serve");
    assertThat(NearestWord.of("EMBD", WORDS)).hasValue("embed");
    assertThat(NearestWord.of("--colection", WORDS)).hasValue("--collection");
    assertThat(NearestWord.question("serch", WORDS)).isEqualTo(" (did you mean search?)");
  }

  @Test
  void findsNothingFarAway() {
    assertThat(NearestWord.of("dance", WORDS)).isEmpty();
    assertThat(NearestWord.of("x", WORDS)).isEmpty();
    assertThat(NearestWord.of("", WORDS)).isEmpty();
    assertThat(NearestWord.of("x", List.of("k"))).isEmpty();
    assertThat(NearestWord.question("dance", WORDS)).isEmpty();
  }
}
