package dev.semblance.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.semblance.engine.model.JsonFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/// Character maps: a trie of one key, `a`, with a replacement, and its damages.
class CharsmapTest {
  private static final int BLOCK = 256;

  /// Offset of a unit, in its upper 22 bits.
  private static final int OFFSET = 10;

  private static final int LEAF = 1 << 8;

  @Test
  void growthIsTheLengthOfTheLongestReplacement() {
    assertThat(check(units(0), "xyz\0")).isEqualTo(3);
    assertThat(check(units(4), "xyz\0z\0")).isEqualTo(1);
    assertRefused(units(3), "xyz\0z\0", "it removes the character 'a'");
  }

  @Test
  void anythingButBase64IsRefused() {
    for (String text : new String[] {"", "*", "AAA", "AB=="}) {
      assertThatThrownBy(() -> Charsmap.check(TextNode.valueOf(text), file()))
          .hasMessageContaining("precompiled_charsmap is damaged: ");
    }
    assertThatThrownBy(() -> Charsmap.check(NullNode.instance, file()))
        .hasMessageContaining("it is null, not a string");
  }

  @Test
  void indicesOutsideOfTheMapAreRefused() {
    int[] far = units(0);
    far[0] = (3 * BLOCK) << OFFSET;
    assertRefused(far, "xyz\0", "its trie leads to unit 768 of 512");
    assertRefused(units(100), "xyz\0", "a replacement lies outside of it");
    assertRefused(units(1), "é\0", "a replacement lies outside of it");
    assertRefused(units(0), "x".repeat(33) + "\0", "a replacement has more than 32 characters");
    assertRefused(new int[1], "xyz\0", "its trie leads to unit 0 of 1");
  }

  @Test
  void sizeBeyondTheMapIsRefused() {
    var charsmap = TextNode.valueOf("BAAAAAAAAAA=");
    assertThatThrownBy(() -> Charsmap.check(charsmap, file()))
        .hasMessageContaining("precompiled_charsmap is damaged: its trie leads to unit 0 of 1");
    assertThatThrownBy(() -> Charsmap.check(TextNode.valueOf("BAAA"), file()))
        .hasMessageContaining("it declares a trie of -1 bytes and has 0");
  }

  /// Two blocks: the first state is 0, `a` leads to the second block, where the leaf is at 'a'.
  private static int[] units(int replacement) {
    int[] units = new int[2 * BLOCK];
    units['a'] = BLOCK << OFFSET | LEAF | 'a';
    units[BLOCK | 'a'] = replacement | 1 << 31;
    return units;
  }

  private static void assertRefused(int[] units, String replacements, String fact) {
    assertThatThrownBy(() -> check(units, replacements))
        .hasMessage("tokenizer.json: precompiled_charsmap is damaged: " + fact);
  }

  private static int check(int[] units, String replacements) {
    byte[] blob = replacements.getBytes(StandardCharsets.UTF_8);
    var out =
        ByteBuffer.allocate(Integer.BYTES * (1 + units.length) + blob.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(Integer.BYTES * units.length);
    for (int unit : units) {
      out.putInt(unit);
    }
    String base64 = Base64.getEncoder().encodeToString(out.put(blob).array());
    return Charsmap.check(TextNode.valueOf(base64), file());
  }

  private static JsonFile file() {
    return new JsonFile("tokenizer.json", NullNode.instance);
  }
}
