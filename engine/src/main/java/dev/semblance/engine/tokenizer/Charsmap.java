package dev.semblance.engine.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.SemblanceException;
import dev.semblance.engine.model.JsonFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.BitSet;
import java.util.Deque;

/// The map of characters of a Precompiled normalizer, walked once: the native library follows its
/// indices without bounds. *Confined to the thread that opened it.*
///
/// ```text
/// bytes of the trie, little-endian int32 │ trie: 32-bit units │ replacements: UTF-8, each ends with 0
/// ```
///
/// The trie is a double array. From the state `s`, the byte `c` leads to the unit at `s ^ c`, if
/// that unit's label is `c`; the next state is `s ^ c ^ offset`. A unit with a leaf has at its next
/// state the place of the replacement.
///
/// Source: sentencepiece, `Normalizer`, and darts-clone, `DoubleArrayUnit`.
final class Charsmap {
  /// Characters of the longest replacement; the longest published one has 18.
  private static final int MAX_REPLACEMENT = 32;

  /// Bytes; the published maps have about 300 KB.
  private static final int MAX_SIZE = 8 << 20;

  private static final int HEADER = Integer.BYTES;
  private static final int BYTE_VALUES = 256;
  private static final int LEAF = 1 << 8;
  private static final int WIDE = 1 << 9;
  private static final int LABEL = 0x8000_00FF;
  private static final int VALUE = 0x7FFF_FFFF;

  private final JsonFile file;
  private final int[] units;
  private final String replacements;

  /// Index in `replacements` of each byte of its UTF-8 form; -1 within a character.
  private final int[] starts;

  private int longest = 1;

  private Charsmap(JsonFile file, int[] units, byte[] blob) {
    this.file = file;
    this.units = units;
    this.replacements = text(blob, file);
    this.starts = starts(blob);
  }

  /// Characters of the longest replacement, from 1.
  ///
  /// @param charsmap base64
  /// @throws SemblanceException BROKEN_MODEL
  static int check(JsonNode charsmap, JsonFile file) {
    if (!charsmap.isTextual()) { // the library ends the process
      throw damaged(file, "it is " + charsmap + ", not a string");
    }
    byte[] bytes = decoded(charsmap.textValue(), file);
    var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long trie = bytes.length < HEADER ? -1 : Integer.toUnsignedLong(in.getInt());
    if (trie < HEADER || trie % HEADER != 0 || trie > bytes.length - HEADER) {
      throw damaged(
          file,
          "it declares a trie of " + trie + " bytes and has " + Math.max(0, bytes.length - HEADER));
    }
    int[] units = new int[(int) trie / HEADER];
    in.asIntBuffer().get(units);
    byte[] blob = new byte[bytes.length - HEADER - (int) trie];
    in.position(HEADER + (int) trie).get(blob);
    var map = new Charsmap(file, units, blob);
    map.walk();
    return map.longest;
  }

  private static byte[] decoded(String base64, JsonFile file) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      if (bytes.length > MAX_SIZE) {
        throw damaged(file, "it has " + bytes.length + " bytes; at most " + MAX_SIZE);
      }
      if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
        throw damaged(file, "it is not base64 with its padding");
      }
      return bytes;
    } catch (IllegalArgumentException e) {
      throw damaged(file, String.valueOf(e.getMessage()));
    }
  }

  /// Visits every state once.
  private void walk() {
    var known = new BitSet();
    Deque<Integer> waiting = new ArrayDeque<>();
    waiting.add(offset(units[0]));
    while (!waiting.isEmpty()) {
      int state = waiting.remove();
      if (known.get(state)) {
        continue;
      }
      if ((state | (BYTE_VALUES - 1)) >= units.length) {
        throw damaged(file, "its trie leads to unit " + state + " of " + units.length);
      }
      known.set(state);
      for (int label = 1; label < BYTE_VALUES; label++) {
        int unit = units[state ^ label];
        if ((unit & LABEL) == label) {
          int next = state ^ label ^ offset(unit);
          waiting.add(next);
          boolean removed = (unit & LEAF) != 0 && replacement(next) == 0;
          if (removed && label < 128 && Character.isLetterOrDigit(label)) {
            throw damaged(file, "it removes the character '" + (char) label + "'");
          }
        }
      }
    }
  }

  /// Characters of the replacement whose place is at a unit.
  private int replacement(int leaf) {
    int at = leaf < units.length ? units[leaf] & VALUE : Integer.MAX_VALUE;
    if (at >= starts.length || starts[at] < 0) {
      throw damaged(file, "a replacement lies outside of it");
    }
    int length = 0;
    for (int i = starts[at]; i < replacements.length() && replacements.charAt(i) != 0; i++) {
      if (++length > MAX_REPLACEMENT) {
        throw damaged(file, "a replacement has more than " + MAX_REPLACEMENT + " characters");
      }
    }
    longest = Math.max(longest, length);
    return length;
  }

  private static int offset(int unit) {
    return (unit >>> 10) << ((unit & WIDE) >>> 6);
  }

  private static String text(byte[] blob, JsonFile file) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(blob));
      return text.toString();
    } catch (CharacterCodingException e) {
      throw damaged(file, "its replacements are not UTF-8");
    }
  }

  private static int[] starts(byte[] blob) {
    int[] starts = new int[blob.length + 1];
    int at = 0;
    for (int i = 0; i < blob.length; i++) {
      boolean within = (blob[i] & 0xC0) == 0x80;
      starts[i] = within ? -1 : at;
      boolean four = (blob[i] & 0xF8) == 0xF0; // two UTF-16 units
      at += within ? 0 : four ? 2 : 1;
    }
    starts[blob.length] = at;
    return starts;
  }

  private static SemblanceException damaged(JsonFile file, String fact) {
    return file.broken("precompiled_charsmap is damaged: " + fact);
  }
}
