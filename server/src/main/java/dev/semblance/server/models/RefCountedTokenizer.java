package dev.semblance.server.models;

import dev.semblance.Token;
import dev.semblance.Tokenizer;
import java.util.List;

/// Tokenizer of a model; its calls count as calls of the model. *Safe for use by many threads.*
record RefCountedTokenizer(Tokenizer tokenizer, ModelUse use) implements Tokenizer {
  @Override
  public List<Token> tokenize(String text, boolean specialTokens) {
    return use.during(() -> tokenizer.tokenize(text, specialTokens));
  }

  @Override
  public String decode(int[] ids, boolean skipSpecialTokens) {
    return use.during(() -> tokenizer.decode(ids, skipSpecialTokens));
  }
}
