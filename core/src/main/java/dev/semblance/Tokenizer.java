package dev.semblance;

import java.util.List;

/// Text to tokens and back, as a model reads text. *Safe for use by many threads.*
public interface Tokenizer {
  /// Every token of a text; nothing is cut off.
  ///
  /// @param text prompt included
  /// @param specialTokens whether the special tokens that the model reads around a text are among
  ///   them
  List<Token> tokenize(String text, boolean specialTokens);

  /// The text that ids stand for. It need not be the text the ids were made from: a tokenizer may
  /// change case, accents and spaces.
  ///
  /// @param skipSpecialTokens whether special tokens leave nothing in the text
  /// @throws SemblanceException INVALID when an id is not in the vocabulary
  String decode(int[] ids, boolean skipSpecialTokens);
}
