package dev.semblance.search.ingest.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Optional;

/// Counts of the bytes from 0x80 of a text, which tell encodings that extend ASCII apart.
///
/// - UTF-8: bytes form its sequences; in a damaged text, more do than do not.
/// - GB18030 (and GBK, GB2312): bytes form pairs, and 70 % of the pairs are in the rows of frequent
///   ideographs (first byte 0xB0 … 0xD7) or of punctuation (0xA1 … 0xA3).
/// - EUC-KR: the same with no first byte over 0xC8, where the rows of Hangul end.
/// - windows-1252 (and ISO-8859-1): 95 % are letters beside letters, or its punctuation, and
///   letters of ASCII are three times as frequent.
///
/// @param sequences of UTF-8
/// @param others bytes that are in no sequence of UTF-8
record HighBytes(int sequences, int others, Pairs pairs, Singles singles) {
  private static final int LEAST_PAIRS_OF_KOREAN = 30;

  /// @param common in rows of frequent characters
  /// @param late first bytes over 0xC8
  /// @param broken first bytes without a second
  private record Pairs(int count, int common, int late, int broken) {}

  /// @param plausible in windows-1252
  /// @param letters from 0x80
  private record Singles(int count, int plausible, int letters, int asciiLetters) {}

  static HighBytes of(byte[] bytes) {
    int sequences = 0;
    int others = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] < 0) {
        if (isCutSequence(bytes, i)) {
          break;
        }
        int length = sequenceLength(bytes, i);
        sequences += length > 0 ? 1 : 0;
        others += length > 0 ? 0 : 1;
        i += Math.max(0, length - 1);
      }
    }
    return new HighBytes(sequences, others, pairs(bytes), singles(bytes));
  }

  Optional<Charset> charset() {
    if (others == 0 || sequences > others) {
      return Optional.of(UTF_8);
    }
    if (pairs.count > 0 && pairs.broken == 0 && pairs.common * 10L >= pairs.count * 7L) {
      boolean korean = pairs.late == 0 && pairs.count >= LEAST_PAIRS_OF_KOREAN;
      return Optional.of(Charset.forName(korean ? "EUC-KR" : "GB18030"));
    }
    return singles.plausible * 100L >= singles.count * 95L
            && singles.letters * 3L <= singles.asciiLetters
        ? Optional.of(Charset.forName("windows-1252"))
        : Optional.empty();
  }

  /// Length of the UTF-8 sequence at a place; 0 where there is none.
  private static int sequenceLength(byte[] bytes, int at) {
    int first = bytes[at] & 0xFF;
    int length = first >= 0xF5 || first < 0xC2 ? 0 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    for (int i = 1; i < length; i++) {
      if (at + i >= bytes.length || (bytes[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  /// Whether the text ends inside the UTF-8 sequence that begins with this byte.
  private static boolean isCutSequence(byte[] bytes, int at) {
    for (int i = at + 1; i < bytes.length; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return false;
      }
    }
    int first = bytes[at] & 0xFF;
    int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    return bytes.length - at < length && first >= 0xC2 && first < 0xF5;
  }

  private static Pairs pairs(byte[] bytes) {
    int count = 0;
    int common = 0;
    int late = 0;
    int broken = 0;
    for (int i = 0; i + 1 < bytes.length; i++) {
      if (bytes[i] < 0) {
        int first = bytes[i] & 0xFF;
        int second = bytes[i + 1] & 0xFF;
        boolean row = (first >= 0xB0 && first <= 0xD7) || (first >= 0xA1 && first <= 0xA3);
        count++;
        common += row && second >= 0xA1 && second < 0xFF ? 1 : 0;
        late += first > 0xC8 ? 1 : 0;
        broken += first == 0x80 || first == 0xFF || second < 0x30 || second == 0x7F ? 1 : 0;
        i++;
      }
    }
    return new Pairs(count, common, late, broken);
  }

  private static Singles singles(byte[] bytes) {
    int count = 0;
    int plausible = 0;
    int letters = 0;
    int asciiLetters = 0;
    for (int i = 0; i < bytes.length; i++) {
      int value = bytes[i] & 0xFF;
      if (value < 0x80) {
        asciiLetters += Character.isLetter(value) ? 1 : 0;
        continue;
      }
      count++;
      boolean letter = isLetter(value);
      letters += letter ? 1 : 0;
      boolean beside = isLetterAt(bytes, i - 1) || isLetterAt(bytes, i + 1);
      plausible += (letter && beside) || isPunctuation(value) ? 1 : 0;
    }
    return new Singles(count, plausible, letters, asciiLetters);
  }

  private static boolean isLetterAt(byte[] bytes, int at) {
    if (at < 0 || at >= bytes.length) {
      return false;
    }
    int value = bytes[at] & 0xFF;
    return value < 0x80 ? Character.isLetter(value) : isLetter(value);
  }

  /// Letters of windows-1252 but 0xFF, which is frequent in damaged texts and in none of a
  /// language.
  private static boolean isLetter(int value) {
    return value == 0x8A
        || value == 0x8C
        || value == 0x8E
        || value == 0x9A
        || value == 0x9C
        || value == 0x9E
        || value == 0x9F
        || (value >= 0xC0 && value != 0xD7 && value != 0xF7 && value != 0xFF);
  }

  /// Euro, quotes, dashes, ellipsis, bullet; and the signs of ISO-8859-1.
  private static boolean isPunctuation(int value) {
    return value == 0x80
        || (value >= 0x82 && value <= 0x89)
        || value == 0x8B
        || (value >= 0x91 && value <= 0x99)
        || value == 0x9B
        || (value >= 0xA0 && value <= 0xBF)
        || value == 0xD7;
  }
}
