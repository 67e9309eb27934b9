package dev.semblance.search.analysis;

import java.io.IOException;
import java.text.Normalizer;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// Normalizes each term: compatibility forms composed (NFKC: full-width letters, ligatures), Latin
/// letters without accents. Offsets stay those of the original text. *One thread at a time.*
final class NormalFormFilter extends TokenFilter {
  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private char[] folded = new char[64];

  NormalFormFilter(TokenStream in) {
    super(in);
  }

  @Override
  public boolean incrementToken() throws IOException {
    if (!input.incrementToken()) {
      return false;
    }
    if (!isAscii()) {
      String composed = Normalizer.normalize(term, Normalizer.Form.NFKC);
      // One letter becomes four at most, as in ⑽ → (10).
      if (folded.length < 4 * composed.length()) {
        folded = new char[4 * composed.length()];
      }
      int length =
          ASCIIFoldingFilter.foldToASCII(composed.toCharArray(), 0, folded, 0, composed.length());
      term.copyBuffer(folded, 0, length);
    }
    return true;
  }

  private boolean isAscii() {
    for (int i = 0; i < term.length(); i++) {
      if (term.charAt(i) > 0x7F) {
        return false;
      }
    }
    return true;
  }
}
