package dev.semblance.engine.input;

import java.util.Locale;

/// Java strings as the tokenizer library can read them.
final class WellFormedText {
  private static final char REPLACEMENT = '\uFFFD';

  private WellFormedText() {}

  /// The text with U+FFFD in place of each lone surrogate, which UTF-8 cannot represent.
  ///
  /// @param lowerCase whether the text is lower-cased first
  static String of(String text, boolean lowerCase) {
    String cased = lowerCase ? text.toLowerCase(Locale.ROOT) : text;
    StringBuilder mended = null;
    for (int i = 0; i < cased.length(); i++) {
      if (!Character.isSurrogate(cased.charAt(i))) {
        continue;
      }
      if (i + 1 < cased.length()
          && Character.isSurrogatePair(cased.charAt(i), cased.charAt(i + 1))) {
        i++;
        continue;
      }
      mended = mended == null ? new StringBuilder(cased) : mended;
      mended.setCharAt(i, REPLACEMENT);
    }
    return mended == null ? cased : mended.toString();
  }
}
