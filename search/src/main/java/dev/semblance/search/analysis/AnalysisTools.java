package dev.semblance.search.analysis;

import dev.semblance.query.TextLanguage;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/// What one analysis needs: segmenters and the terms of words. *One thread at a time.*
final class AnalysisTools {
  /// Those that no thread uses; at most as many as analyses ever ran at the same time.
  private static final ConcurrentLinkedQueue<AnalysisTools> UNUSED = new ConcurrentLinkedQueue<>();

  private final Map<TextLanguage, Segmenter> ofDocuments = new EnumMap<>(TextLanguage.class);
  private final Map<TextLanguage, Segmenter> ofQueries = new EnumMap<>(TextLanguage.class);
  private final TermForms forms = new TermForms();

  private AnalysisTools() {}

  /// Runs an analysis with tools that no other thread uses meanwhile.
  static <T> T use(Function<AnalysisTools, T> analysis) {
    AnalysisTools unused = UNUSED.poll();
    AnalysisTools tools = unused == null ? new AnalysisTools() : unused;
    T result = analysis.apply(tools);
    UNUSED.add(tools); // not after an exception, which may have left a tokenizer in any state
    return result;
  }

  /// @param runs language of the dictionary for scripts without spaces
  Segmenter ofDocuments(TextLanguage runs) {
    return ofDocuments.computeIfAbsent(
        runs, language -> new Segmenter(false, DictionaryWords.of(language)));
  }

  /// As [#ofDocuments], for queries.
  Segmenter ofQueries(TextLanguage runs) {
    return ofQueries.computeIfAbsent(
        runs, language -> new Segmenter(true, DictionaryWords.of(language)));
  }

  TermForms forms() {
    return forms;
  }
}
