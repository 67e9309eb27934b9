package dev.semblance.search.analysis;

import java.io.CharArrayReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.standard.StandardTokenizerImpl;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/// Tokenizer for text of any mix of scripts: words and the parts of compounds, and pairs,
/// characters and dictionary words where a script has no spaces. The text between a piece's offsets
/// is the piece.
///
/// Boundaries are those of Unicode Standard Annex #29, as Lucene's grammar implements it; its
/// tokens are first joined into runs of one kind. *One thread at a time.*
final class MixedTokenizer extends Tokenizer {
  /// Longest word; longer ones are cut.
  private static final int MAX_WORD = 255;

  /// Longest run of characters that is split as one.
  private static final int MAX_RUN = 512;

  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
  private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);

  private final HanRun han;
  private final StandardTokenizerImpl grammar =
      new StandardTokenizerImpl(new CharArrayReader(new char[0]));
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private StringBuilder text = new StringBuilder();

  /// Type of the grammar's token after the current run; YYEOF at the end.
  private int kind;

  MixedTokenizer(boolean query) {
    han = new HanRun(query);
    grammar.setBufferSize(MAX_WORD);
  }

  @Override
  public void reset() throws IOException {
    super.reset();
    pieces.clear();
    text = new StringBuilder();
    char[] buffer = new char[8_192];
    for (int n = input.read(buffer); n >= 0; n = input.read(buffer)) {
      text.append(buffer, 0, n);
    }
    char[] all = new char[text.length()];
    text.getChars(0, all.length, all, 0);
    grammar.yyreset(new CharArrayReader(all));
    kind = grammar.getNextToken();
  }

  @Override
  public boolean incrementToken() throws IOException {
    clearAttributes();
    while (pieces.isEmpty()) {
      if (kind == StandardTokenizerImpl.YYEOF) {
        return false;
      }
      nextRun();
    }
    Piece piece = pieces.remove();
    term.append(piece.term());
    offset.setOffset(correctOffset(piece.start()), correctOffset(piece.end()));
    step.setPositionIncrement(piece.step());
    return true;
  }

  @Override
  public void end() throws IOException {
    super.end();
    int last = correctOffset(text.length());
    offset.setOffset(last, last);
  }

  /// Joins words of one kind that are adjacent, or have one connector between them, and splits them
  /// together.
  private void nextRun() throws IOException {
    int first = kind;
    int start = grammar.yychar();
    int end = start + grammar.yylength();
    kind = grammar.getNextToken();
    while (kind != StandardTokenizerImpl.YYEOF
        && end - start < MAX_RUN
        && joins(first, end, kind, grammar.yychar())) {
      end = grammar.yychar() + grammar.yylength();
      kind = grammar.getNextToken();
    }
    if (isSpaceless(first)) {
      pieces.addAll(han.pieces(text, start, end));
    } else if (first == StandardTokenizerImpl.EMOJI_TYPE) {
      pieces.add(new Piece(text.substring(start, end), start, end, 1));
    } else {
      pieces.addAll(Compound.pieces(text, start, end));
    }
  }

  private boolean joins(int left, int end, int right, int start) {
    if (isSpaceless(left) || isSpaceless(right)) {
      return isSpaceless(left) && isSpaceless(right) && start == end;
    }
    return left != StandardTokenizerImpl.EMOJI_TYPE
        && right != StandardTokenizerImpl.EMOJI_TYPE
        && (start == end || (start == end + 1 && Compound.connects(text.charAt(end))));
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
