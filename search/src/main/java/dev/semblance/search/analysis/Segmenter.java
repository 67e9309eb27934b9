package dev.semblance.search.analysis;

import dev.semblance.search.analysis.Piece.PieceKind;
import java.io.CharArrayReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.standard.StandardTokenizerImpl;

/// Splits text of any mix of scripts into pieces: words and the parts of compounds; pairs,
/// characters and dictionary words where a script has no spaces; emoji and their parts; symbols
/// outside ASCII.
///
/// Boundaries are those of Unicode Standard Annex #29, as Lucene's grammar implements it; its
/// tokens are first joined into runs of one kind. *One thread at a time.*
final class Segmenter {
  /// Longest word; longer ones are cut.
  private static final int MAX_WORD = 255;

  /// Longest run of characters that is split as one.
  private static final int MAX_RUN = 512;

  private final HanRun han;
  private final StandardTokenizerImpl grammar =
      new StandardTokenizerImpl(new CharArrayReader(new char[0]));

  /// Type of the grammar's token after the current run; YYEOF at the end.
  private int kind;

  /// @param query whether texts are queries, not documents
  Segmenter(boolean query, RunDictionary dictionary) {
    han = new HanRun(query, dictionary);
    grammar.setBufferSize(MAX_WORD);
  }

  /// The pieces of a text, in the order of their offsets.
  List<Piece> pieces(String text) {
    List<Piece> pieces = new ArrayList<>(8 + text.length() / 5);
    try {
      grammar.yyreset(new CharArrayReader(text.toCharArray()));
      kind = grammar.getNextToken();
      int end = 0;
      while (kind != StandardTokenizerImpl.YYEOF) {
        addSymbols(text, end, grammar.yychar(), pieces);
        end = addRun(text, pieces);
      }
      addSymbols(text, end, text.length(), pieces);
      return pieces;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string is read without I/O
    }
  }

  /// Joins words of one kind that are adjacent, or have one connector between them, and splits them
  /// together; returns where they end.
  private int addRun(String text, List<Piece> pieces) throws IOException {
    int first = kind;
    int start = grammar.yychar();
    int end = start + grammar.yylength();
    kind = grammar.getNextToken();
    while (kind != StandardTokenizerImpl.YYEOF
        && end - start < MAX_RUN
        && joins(text, first, end)) {
      end = grammar.yychar() + grammar.yylength();
      kind = grammar.getNextToken();
    }
    if (isSpaceless(first)) {
      pieces.addAll(han.pieces(text, start, end));
    } else if (first == StandardTokenizerImpl.EMOJI_TYPE) {
      pieces.addAll(EmojiParts.pieces(text, start, end));
    } else {
      List<Piece> words = Compound.pieces(text, start, end);
      if (!words.isEmpty()) {
        end = SymbolWords.extend(text, start, end, words);
        pieces.addAll(words);
      }
    }
    return end;
  }

  /// Whether the grammar's token belongs to a run of a kind that ends before it.
  private boolean joins(String text, int run, int end) {
    int start = grammar.yychar();
    if (isSpaceless(run) || isSpaceless(kind)) {
      return isSpaceless(run) && isSpaceless(kind) && start == end;
    }
    return run != StandardTokenizerImpl.EMOJI_TYPE
        && kind != StandardTokenizerImpl.EMOJI_TYPE
        && (start == end || (start == end + 1 && Compound.connects(text.charAt(end))));
  }

  /// Symbols between words: `€`, `±`, `★`. Those of ASCII are punctuation.
  private static void addSymbols(String text, int start, int end, List<Piece> pieces) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c > 0x7F && isSymbol(Character.getType(c))) {
        pieces.add(new Piece(String.valueOf(c), i, i + 1, 1, PieceKind.CHARACTER));
      }
    }
  }

  private static boolean isSymbol(int type) {
    return type == Character.CURRENCY_SYMBOL
        || type == Character.MATH_SYMBOL
        || type == Character.OTHER_SYMBOL;
  }

  /// Chinese, Japanese, Korean, Thai and other scripts of South East Asia.
  private static boolean isSpaceless(int kind) {
    return switch (kind) {
      case StandardTokenizerImpl.IDEOGRAPHIC_TYPE,
          StandardTokenizerImpl.HIRAGANA_TYPE,
          StandardTokenizerImpl.KATAKANA_TYPE,
          StandardTokenizerImpl.HANGUL_TYPE,
          StandardTokenizerImpl.SOUTH_EAST_ASIAN_TYPE ->
          true;
      default -> false;
    };
  }
}
