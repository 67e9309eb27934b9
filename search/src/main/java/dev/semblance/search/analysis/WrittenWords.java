package dev.semblance.search.analysis;

import dev.semblance.query.TextLanguage;
import java.util.List;

/// The words of a text as they are written. *One thread at a time.*
///
/// @param runs language of the dictionary for scripts without spaces
record WrittenWords(AnalysisTools tools, TextLanguage runs) {
  /// The words, folded, one for each position: terms at successive positions of every document with
  /// this text.
  List<String> of(String text) {
    return pieces(text).stream()
        .map(piece -> Folding.of(piece.term()))
        .filter(term -> !term.isEmpty())
        .toList();
  }

  /// One piece for each position.
  List<Piece> pieces(String text) {
    return tools.ofDocuments(runs).pieces(text).stream()
        .filter(piece -> piece.kind() != Piece.PieceKind.EXTRA)
        .toList();
  }
}
