package dev.semblance.search.analysis;

import dev.semblance.query.TextLanguage;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/// The most frequent words of each language, folded: articles, pronouns, prepositions. *Safe for
/// use by many threads.*
final class StopWords {
  /// The 33 words that queries do without.
  private static final CharArraySet ENGLISH = EnglishAnalyzer.ENGLISH_STOP_WORDS_SET;

  /// By word, the languages whose list has it, a bit for each ordinal.
  private static final Map<String, Set<TextLanguage>> LANGUAGES = languages();

  private StopWords() {}

  /// Whether a folded word says little in English.
  static boolean isEnglish(String folded) {
    return ENGLISH.contains(folded);
  }

  /// Whether a folded word says little in a language.
  static boolean contains(TextLanguage language, String folded) {
    return language == TextLanguage.ENGLISH
        ? isEnglish(folded)
        : languages(folded).contains(language);
  }

  /// The languages whose list has a folded word.
  static Set<TextLanguage> languages(String folded) {
    return LANGUAGES.getOrDefault(folded, Set.of());
  }

  private static Map<String, Set<TextLanguage>> languages() {
    Map<String, Set<TextLanguage>> languages = new HashMap<>();
    for (TextLanguage language : TextLanguage.values()) {
      for (CharArraySet list : lists(language)) {
        for (Object word : list) {
          languages
              .computeIfAbsent(
                  Folding.of(new String((char[]) word)), _ -> EnumSet.noneOf(TextLanguage.class))
              .add(language);
        }
      }
    }
    return Map.copyOf(languages);
  }

  private static List<CharArraySet> lists(TextLanguage language) {
    return switch (language) {
      case ENGLISH -> List.of(ENGLISH, snowballEnglish());
      case GERMAN -> List.of(GermanAnalyzer.getDefaultStopSet());
      case FRENCH -> List.of(FrenchAnalyzer.getDefaultStopSet());
      case SPANISH -> List.of(SpanishAnalyzer.getDefaultStopSet());
      case ITALIAN -> List.of(ItalianAnalyzer.getDefaultStopSet());
      case PORTUGUESE -> List.of(PortugueseAnalyzer.getDefaultStopSet());
      case DUTCH -> List.of(DutchAnalyzer.getDefaultStopSet());
      case SWEDISH -> List.of(SwedishAnalyzer.getDefaultStopSet());
      case DANISH -> List.of(DanishAnalyzer.getDefaultStopSet());
      case NORWEGIAN -> List.of(NorwegianAnalyzer.getDefaultStopSet());
      case FINNISH -> List.of(FinnishAnalyzer.getDefaultStopSet());
      case HUNGARIAN -> List.of(HungarianAnalyzer.getDefaultStopSet());
      case ROMANIAN -> List.of(RomanianAnalyzer.getDefaultStopSet());
      case TURKISH -> List.of(TurkishAnalyzer.getDefaultStopSet());
      case CZECH -> List.of(CzechAnalyzer.getDefaultStopSet());
      case INDONESIAN -> List.of(IndonesianAnalyzer.getDefaultStopSet());
      case RUSSIAN -> List.of(RussianAnalyzer.getDefaultStopSet());
      case BULGARIAN -> List.of(BulgarianAnalyzer.getDefaultStopSet());
      case GREEK -> List.of(GreekAnalyzer.getDefaultStopSet());
      case ARABIC -> List.of(ArabicAnalyzer.getDefaultStopSet());
      case PERSIAN -> List.of(PersianAnalyzer.getDefaultStopSet());
      case HINDI -> List.of(HindiAnalyzer.getDefaultStopSet());
      case BENGALI -> List.of(BengaliAnalyzer.getDefaultStopSet());
      case CHINESE, JAPANESE, KOREAN -> List.of();
    };
  }

  private static CharArraySet snowballEnglish() {
    try (var in =
        new InputStreamReader(
            Objects.requireNonNull(SnowballFilter.class.getResourceAsStream("english_stop.txt")),
            StandardCharsets.UTF_8)) {
      return WordlistLoader.getSnowballWordSet(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the list of English stop words cannot be read", e);
    }
  }
}
