package dev.semblance.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeySpaceTest {
  private static final KeySpace SPACE = KeySpace.of("model");

  @Test
  void keysDependOnEveryPartAndItsLength() {
    Map<String, CacheKey> keys = new HashMap<>();
    keys.put("text", SPACE.key("ab"));
    keys.put("another", SPACE.key("ac"));
    keys.put("upper case", SPACE.key("aB"));
    keys.put("empty", SPACE.key(""));
    keys.put("nothing", SPACE.key());
    keys.put("two texts", SPACE.key("a", "b"));
    keys.put("two empty texts", SPACE.key("", ""));
    keys.put("the same two", SPACE.key("ab", ""));
    keys.put("the other way", SPACE.key("", "ab"));
    keys.put("ids", SPACE.key(new int[] {'a', 'b'}));
    keys.put("ids that read like the text", SPACE.key(new int[] {'a' << 16 | 'b'}));
    keys.put("no ids", SPACE.key(new int[0]));
    keys.put("within", SPACE.within("ab").key());
    keys.put("within, too", SPACE.within("a").key("b"));
    keys.put("within two", SPACE.within("a", "b").key());
    keys.put("within one and one", SPACE.within("b").within("a").key());
    keys.put("another model", KeySpace.of("other").key("ab"));
    keys.put("half a surrogate pair", SPACE.key("\uD800"));
    keys.put("the other half", SPACE.key("\uDC00"));
    keys.put("what both become in UTF-8", SPACE.key("?"));
    keys.put("or", SPACE.key("\uFFFD"));
    keys.put("composed", SPACE.key("é"));
    keys.put("decomposed", SPACE.key("e\u0301"));
    assertThat(keys.values()).doesNotHaveDuplicates();
  }

  @Test
  void equalPartsHaveEqualKeys() {
    assertThat(KeySpace.of("model").key("ab")).isEqualTo(SPACE.key("ab"));
    assertThat(SPACE.within("a", "b").key("x")).isEqualTo(SPACE.within("a").within("b").key("x"));
    assertThat(List.of(SPACE.key(new int[] {1, 2}))).contains(SPACE.key(new int[] {1, 2}));
  }
}
