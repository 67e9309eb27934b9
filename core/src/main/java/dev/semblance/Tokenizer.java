package dev.semblance;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Text to tokens and back, for one model. *Safe for use by many threads.*
public interface Tokenizer {
  /// Every token of a text; nothing is cut off.
  ///
  /// @param text prompt included, of at most 250 characters for each token that the model reads
  /// @param specialTokens whether to include the special tokens that the model reads around a text
  /// @throws SemblanceException INVALID for a longer text
  List<Token> tokenize(String text, boolean specialTokens);

  /// Where the tokens of a text are, special tokens left out.
  ///
  /// @param text as of [#tokenize]; implementations may read longer ones
  /// @throws SemblanceException INVALID for a longer text
  default TokenSpans spans(String text) {
    List<Token.Span> spans =
        tokenize(text, false).stream().map(Token::span).filter(Objects::nonNull).toList();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int[] pointAt = new int[bytes.length + 1];
    for (int i = 0; i < bytes.length; i++) {
      pointAt[i + 1] = pointAt[i] + ((bytes[i] & 0xC0) == 0x80 ? 0 : 1);
    }
    int[] starts = spans.stream().mapToInt(span -> startOf(span, bytes, pointAt)).toArray();
    int[] stops = spans.stream().mapToInt(span -> pointAt[span.stop()]).toArray();
    return new TokenSpans(starts, stops, text.codePoints().toArray());
  }

  private static int startOf(Token.Span span, byte[] bytes, int[] pointAt) {
    boolean within = span.start() < bytes.length && (bytes[span.start()] & 0xC0) == 0x80;
    return within ? pointAt[span.start()] - 1 : pointAt[span.start()];
  }

  /// The text of token ids. It may differ from the original text in case, accents and spaces.
  ///
  /// @param ids at most 250 for each token that the model reads
  /// @param skipSpecialTokens whether special tokens are left out
  /// @throws SemblanceException INVALID for more ids, or when one is not in the vocabulary
  String decode(int[] ids, boolean skipSpecialTokens);
}
