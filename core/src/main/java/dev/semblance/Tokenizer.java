package dev.semblance;

import java.util.List;

/// Text to tokens and back, for one model. *Safe for use by many threads.*
public interface Tokenizer {
  /// Every token of a text; nothing is cut off.
  ///
  /// @param text prompt included
  /// @param specialTokens whether to include the special tokens that the model reads around a text
  List<Token> tokenize(String text, boolean specialTokens);

  /// The text of token ids. It may differ from the original text in case, accents and spaces.
  ///
  /// @param skipSpecialTokens whether special tokens are left out
  /// @throws SemblanceException INVALID when an id is not in the vocabulary
  String decode(int[] ids, boolean skipSpecialTokens);
}
