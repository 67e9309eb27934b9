package dev.semblance.search.index;

import dev.semblance.collection.AnalyzedText;
import java.io.IOException;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/// Terms that were analyzed before, as Lucene's indexing reads them. *One thread at a time.*
final class AnalyzedStream extends TokenStream {
  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final PositionIncrementAttribute increment =
      addAttribute(PositionIncrementAttribute.class);
  private final AnalyzedText text;
  private int next;

  AnalyzedStream(AnalyzedText text) {
    this.text = text;
  }

  @Override
  public void reset() {
    next = 0;
  }

  @Override
  public void end() throws IOException {
    super.end();
    increment.setPositionIncrement(text.length() - 1 - positionBefore());
  }

  @Override
  public boolean incrementToken() {
    clearAttributes();
    if (next == text.terms().length) {
      return false;
    }
    int before = positionBefore();
    term.append(text.terms()[next]);
    increment.setPositionIncrement(text.positions()[next] - before);
    next++;
    return true;
  }

  private int positionBefore() {
    return next == 0 ? -1 : text.positions()[next - 1];
  }
}
