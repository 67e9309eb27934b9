package dev.semblance.search.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Traditional Chinese characters as simplified ones, one for one, so that offsets stay valid.
///
/// The table `simplified.txt` has, in each line, characters and their simplified forms: the single
/// characters of the transliteration `Traditional-Simplified` of ICU 77, as far as both forms are
/// in the basic plane. *Safe for use by many threads.*
public final class Simplified {
  /// From the first to the last character of the table.
  private static final char FIRST = '\u3400';

  private static final char[] FORMS = read();

  private Simplified() {}

  /// The text with simplified characters; the same instance where nothing changes. An encoder that
  /// was trained on simplified text reads traditional text better so.
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (of(text.charAt(i)) != text.charAt(i)) {
        char[] simplified = text.toCharArray();
        for (int j = i; j < simplified.length; j++) {
          simplified[j] = of(simplified[j]);
        }
        return new String(simplified);
      }
    }
    return text;
  }

  private static char of(char c) {
    int place = c - FIRST;
    return place >= 0 && place < FORMS.length ? FORMS[place] : c;
  }

  private static char[] read() {
    char[] forms = new char['\uA000' - FIRST];
    for (int i = 0; i < forms.length; i++) {
      forms[i] = (char) (FIRST + i);
    }
    try (InputStream in = Simplified.class.getResourceAsStream("simplified.txt")) {
      String table = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      table
          .lines()
          .forEach(line -> {
            int half = line.length() / 2;
            for (int i = 0; i < half; i++) {
              forms[line.charAt(i) - FIRST] = line.charAt(half + 1 + i);
            }
          });
      return forms;
    } catch (IOException e) {
      throw new UncheckedIOException("the table of simplified characters cannot be read", e);
    }
  }
}
