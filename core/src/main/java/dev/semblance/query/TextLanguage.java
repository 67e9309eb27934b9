package dev.semblance.query;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.Optional;

/// A language whose words are reduced to their stems, or found by a dictionary.
public enum TextLanguage {
  ENGLISH("en", UnicodeScript.LATIN),
  GERMAN("de", UnicodeScript.LATIN),
  FRENCH("fr", UnicodeScript.LATIN),
  SPANISH("es", UnicodeScript.LATIN),
  ITALIAN("it", UnicodeScript.LATIN),
  PORTUGUESE("pt", UnicodeScript.LATIN),
  DUTCH("nl", UnicodeScript.LATIN),
  SWEDISH("sv", UnicodeScript.LATIN),
  DANISH("da", UnicodeScript.LATIN),
  NORWEGIAN("no", UnicodeScript.LATIN),
  FINNISH("fi", UnicodeScript.LATIN),
  HUNGARIAN("hu", UnicodeScript.LATIN),
  ROMANIAN("ro", UnicodeScript.LATIN),
  TURKISH("tr", UnicodeScript.LATIN),
  CZECH("cs", UnicodeScript.LATIN),
  INDONESIAN("id", UnicodeScript.LATIN),
  RUSSIAN("ru", UnicodeScript.CYRILLIC),
  BULGARIAN("bg", UnicodeScript.CYRILLIC),
  GREEK("el", UnicodeScript.GREEK),
  ARABIC("ar", UnicodeScript.ARABIC),
  PERSIAN("fa", UnicodeScript.ARABIC),
  HINDI("hi", UnicodeScript.DEVANAGARI),
  BENGALI("bn", UnicodeScript.BENGALI),
  CHINESE("zh", UnicodeScript.HAN),
  JAPANESE("ja", UnicodeScript.HIRAGANA),
  KOREAN("ko", UnicodeScript.HANGUL);

  private final String code;
  private final UnicodeScript script;

  TextLanguage(String code, UnicodeScript script) {
    this.code = code;
    this.script = script;
  }

  /// Its code in ISO 639-1.
  public String code() {
    return code;
  }

  /// The script in which it is recognized; the first language of a script is the one of words whose
  /// language is unknown.
  public UnicodeScript script() {
    return script;
  }

  /// What its stems begin with as terms, so that they do not meet the words of other languages. A
  /// text with stems of the language also has this as a term by itself. English has no tag: its
  /// stems are terms as words are.
  public String tag() {
    return this == ENGLISH ? "" : code + "|";
  }

  /// The language of a code.
  public static Optional<TextLanguage> ofCode(String code) {
    return Arrays.stream(values()).filter(language -> language.code.equals(code)).findFirst();
  }
}
