package dev.semblance.search.analysis;

import dev.semblance.collection.AnalyzedText;
import dev.semblance.query.TextLanguage;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Collects the terms of one text with their positions and offsets. *One thread at a time.*
final class DocumentTerms {
  private final ScriptLanguages languages;
  private final TermForms forms;
  private final Set<TextLanguage> tags = EnumSet.noneOf(TextLanguage.class);
  private String[] terms = new String[64];
  private int[] positions = new int[64];
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int size;
  private int position = -1;

  private DocumentTerms(ScriptLanguages languages, TermForms forms) {
    this.languages = languages;
    this.forms = forms;
  }

  static AnalyzedText of(String text, ScriptLanguages languages) {
    return AnalysisTools.use(tools -> {
      var terms = new DocumentTerms(languages, tools.forms());
      tools.ofDocuments(languages.runs()).pieces(text).forEach(terms::add);
      return terms.analyzed();
    });
  }

  private void add(Piece piece) {
    position += piece.step();
    TextLanguage language =
        piece.kind() == Piece.PieceKind.CHARACTER
            ? null
            : languages.of(piece.term().codePointAt(0));
    List<String> all = forms.of(piece.term(), language);
    for (int i = 0; i < all.size(); i++) {
      add(all.get(i), piece);
    }
    if (language != null && all.size() > 1) {
      tags.add(language);
    }
  }

  private void add(String term, Piece piece) {
    if (size == terms.length) {
      terms = Arrays.copyOf(terms, 2 * size);
      positions = Arrays.copyOf(positions, 2 * size);
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    terms[size] = term;
    positions[size] = position;
    starts[size] = piece.start();
    ends[size] = piece.end();
    size++;
  }

  /// The tags of languages come first, at the position of the first term.
  private AnalyzedText analyzed() {
    tags.remove(TextLanguage.ENGLISH);
    String[] first = tags.stream().map(TextLanguage::tag).toArray(String[]::new);
    return new AnalyzedText(
        after(first),
        after(positions, first.length),
        after(starts, first.length),
        after(ends, first.length),
        position + 1);
  }

  private String[] after(String[] first) {
    String[] all = Arrays.copyOf(first, first.length + size);
    System.arraycopy(terms, 0, all, first.length, size);
    return all;
  }

  private int[] after(int[] values, int zeros) {
    int[] all = new int[zeros + size];
    System.arraycopy(values, 0, all, zeros, size);
    return all;
  }
}
