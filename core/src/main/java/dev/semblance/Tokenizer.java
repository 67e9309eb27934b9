package dev.semblance;

import java.util.List;

/// Text to tokens and back, for one model. *Safe for use by many threads.*
public interface Tokenizer {
  /// Every token of a text; nothing is cut off.
  ///
  /// @param text prompt included, of at most 250 characters for each token that the model reads
  /// @param specialTokens whether to include the special tokens that the model reads around a text
  /// @throws SemblanceException INVALID for a longer text
  List<Token> tokenize(String text, boolean specialTokens);

  /// The text of token ids. It may differ from the original text in case, accents and spaces.
  ///
  /// @param ids at most 250 for each token that the model reads
  /// @param skipSpecialTokens whether special tokens are left out
  /// @throws SemblanceException INVALID for more ids, or when one is not in the vocabulary
  String decode(int[] ids, boolean skipSpecialTokens);
}
