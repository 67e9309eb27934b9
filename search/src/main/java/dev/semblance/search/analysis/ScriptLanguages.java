package dev.semblance.search.analysis;

import dev.semblance.query.TextLanguage;
import java.lang.Character.UnicodeScript;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The languages of a document: one for each script that several languages share, and the one whose
/// dictionary finds words in scripts without spaces. Immutable.
///
/// @param runs whose dictionary is used where there are no spaces; Chinese where nothing is
///   declared
public record ScriptLanguages(
    TextLanguage latin, TextLanguage cyrillic, TextLanguage arabic, TextLanguage runs) {
  /// The languages of words without further evidence.
  public static final ScriptLanguages DEFAULT =
      new ScriptLanguages(
          TextLanguage.ENGLISH, TextLanguage.RUSSIAN, TextLanguage.ARABIC, TextLanguage.CHINESE);

  /// Characters of each text that are looked at.
  private static final int SAMPLE = 4_000;

  /// The languages of a text whose language is declared.
  public static ScriptLanguages declared(TextLanguage language) {
    return switch (language.script()) {
      case LATIN -> new ScriptLanguages(language, DEFAULT.cyrillic, DEFAULT.arabic, DEFAULT.runs);
      case CYRILLIC -> new ScriptLanguages(DEFAULT.latin, language, DEFAULT.arabic, DEFAULT.runs);
      case ARABIC -> new ScriptLanguages(DEFAULT.latin, DEFAULT.cyrillic, language, DEFAULT.runs);
      case HAN, HIRAGANA, HANGUL ->
          new ScriptLanguages(DEFAULT.latin, DEFAULT.cyrillic, DEFAULT.arabic, language);
      default -> DEFAULT;
    };
  }

  /// The languages whose stop words the texts have most. A stop word counts by one over the number
  /// of languages that share it.
  ///
  /// @param texts of one document: its title and text, say
  public static ScriptLanguages detected(List<String> texts) {
    var votes = new StopWordVotes();
    for (String text : texts) {
      votes.count(text, Math.min(text.length(), SAMPLE));
    }
    return new ScriptLanguages(
        votes.winner(DEFAULT.latin),
        votes.winner(DEFAULT.cyrillic),
        votes.winner(DEFAULT.arabic),
        DEFAULT.runs);
  }

  /// The language of words that begin with a character; null where words have no stems.
  @Nullable TextLanguage of(int codePoint) {
    if (codePoint < 0x80) {
      return Character.isLetter(codePoint) ? latin : null;
    }
    return switch (UnicodeScript.of(codePoint)) {
      case LATIN -> latin;
      case CYRILLIC -> cyrillic;
      case ARABIC -> arabic;
      case GREEK -> TextLanguage.GREEK;
      case DEVANAGARI -> TextLanguage.HINDI;
      case BENGALI -> TextLanguage.BENGALI;
      default -> null;
    };
  }
}
