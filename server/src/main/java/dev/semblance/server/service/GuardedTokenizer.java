package dev.semblance.server.service;

import dev.semblance.Token;
import dev.semblance.Tokenizer;
import java.util.List;

/// A model's tokenizer behind the model's door. *Safe for use by many threads.*
record GuardedTokenizer(Tokenizer tokenizer, Door door) implements Tokenizer {
  @Override
  public List<Token> tokenize(String text, boolean specialTokens) {
    return door.through(() -> tokenizer.tokenize(text, specialTokens));
  }

  @Override
  public String decode(int[] ids, boolean skipSpecialTokens) {
    return door.through(() -> tokenizer.decode(ids, skipSpecialTokens));
  }
}
