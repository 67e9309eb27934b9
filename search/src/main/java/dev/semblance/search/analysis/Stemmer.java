package dev.semblance.search.analysis;

import dev.semblance.query.TextLanguage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.ar.ArabicStemFilter;
import org.apache.lucene.analysis.bg.BulgarianStemFilter;
import org.apache.lucene.analysis.bn.BengaliNormalizationFilter;
import org.apache.lucene.analysis.bn.BengaliStemFilter;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.cz.CzechStemFilter;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.el.GreekLowerCaseFilter;
import org.apache.lucene.analysis.el.GreekStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.fa.PersianNormalizationFilter;
import org.apache.lucene.analysis.fa.PersianStemFilter;
import org.apache.lucene.analysis.fi.FinnishLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.hi.HindiNormalizationFilter;
import org.apache.lucene.analysis.hi.HindiStemFilter;
import org.apache.lucene.analysis.hu.HungarianLightStemFilter;
import org.apache.lucene.analysis.id.IndonesianStemFilter;
import org.apache.lucene.analysis.in.IndicNormalizationFilter;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.no.NorwegianLightStemFilter;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.ro.RomanianNormalizationFilter;
import org.apache.lucene.analysis.ru.RussianLightStemFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.sv.SwedishLightStemFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.RomanianStemmer;
import org.tartarus.snowball.ext.TurkishStemmer;

/// Stems of one language, by Lucene's filters. *One thread at a time.*
final class Stemmer {
  private final TextLanguage language;
  private final WordStream word = new WordStream();
  private final TokenStream stemmed;

  Stemmer(TextLanguage language) {
    this.language = language;
    stemmed = filters(language).apply(word);
  }

  /// The stem of a word as a term, with the language's tag.
  ///
  /// @param word as written, without accents replaced
  /// @param folded its form by [Folding]
  String term(String word, String folded) {
    return needsAccents(language)
        ? language.tag() + Folding.of(stem(Folding.withAccents(word)))
        : language.tag() + stem(folded);
  }

  private String stem(String form) {
    try {
      word.next = form;
      stemmed.incrementToken();
      return word.text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string is read without I/O
    }
  }

  /// Whether the rules look for letters with accents; the others are applied to folded words, so
  /// that a word written without its accents has the same stem.
  private static boolean needsAccents(TextLanguage language) {
    return switch (language) {
      case PORTUGUESE,
          ROMANIAN,
          TURKISH,
          CZECH,
          RUSSIAN,
          BULGARIAN,
          ARABIC,
          PERSIAN,
          HINDI,
          BENGALI ->
          true;
      case ENGLISH,
          GERMAN,
          FRENCH,
          SPANISH,
          ITALIAN,
          DUTCH,
          SWEDISH,
          DANISH,
          NORWEGIAN,
          FINNISH,
          HUNGARIAN,
          INDONESIAN,
          GREEK,
          CHINESE,
          JAPANESE,
          KOREAN ->
          false;
    };
  }

  private static UnaryOperator<TokenStream> filters(TextLanguage language) {
    return switch (language) {
      case ENGLISH -> PorterStemFilter::new;
      case GERMAN -> in -> new GermanLightStemFilter(new GermanNormalizationFilter(in));
      case FRENCH -> FrenchLightStemFilter::new;
      case SPANISH -> SpanishLightStemFilter::new;
      case ITALIAN -> ItalianLightStemFilter::new;
      case PORTUGUESE -> PortugueseLightStemFilter::new;
      case DUTCH -> in -> new SnowballFilter(in, new DutchStemmer());
      case SWEDISH -> SwedishLightStemFilter::new;
      case DANISH -> in -> new SnowballFilter(in, new DanishStemmer());
      case NORWEGIAN -> NorwegianLightStemFilter::new;
      case FINNISH -> FinnishLightStemFilter::new;
      case HUNGARIAN -> HungarianLightStemFilter::new;
      case ROMANIAN ->
          in -> new SnowballFilter(new RomanianNormalizationFilter(in), new RomanianStemmer());
      case TURKISH -> in -> new SnowballFilter(in, new TurkishStemmer());
      case CZECH -> CzechStemFilter::new;
      case INDONESIAN -> IndonesianStemFilter::new;
      case RUSSIAN -> RussianLightStemFilter::new;
      case BULGARIAN -> BulgarianStemFilter::new;
      case GREEK -> in -> new GreekStemFilter(new GreekLowerCaseFilter(in));
      case ARABIC ->
          in -> new ArabicStemFilter(new ArabicNormalizationFilter(new DecimalDigitFilter(in)));
      case PERSIAN -> in -> new PersianStemFilter(new PersianNormalizationFilter(in));
      case HINDI ->
          in -> new HindiStemFilter(new HindiNormalizationFilter(new IndicNormalizationFilter(in)));
      case BENGALI ->
          in ->
              new BengaliStemFilter(
                  new BengaliNormalizationFilter(new IndicNormalizationFilter(in)));
      case CHINESE, JAPANESE, KOREAN -> LowerCaseFilter::new;
    };
  }

  /// One word after the other, without end.
  private static final class WordStream extends TokenStream {
    private final CharTermAttribute text = addAttribute(CharTermAttribute.class);
    private String next = "";

    @Override
    public boolean incrementToken() {
      text.setEmpty().append(next);
      return true;
    }
  }
}
