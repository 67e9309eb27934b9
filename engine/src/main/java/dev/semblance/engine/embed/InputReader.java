package dev.semblance.engine.embed;

import dev.semblance.EmbedOptions;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import dev.semblance.engine.input.TextTokenizer;
import dev.semblance.engine.input.TokenSequence;

/// Turns the inputs of one request into tokens that can wait in line. *Confined to the thread that
/// opened it.*
final class InputReader {
  private final TextTokenizer tokenizer;
  private final ModelCard card;
  private final String prompt;
  private final EmbedOptions options;
  private final int promptTokens;

  InputReader(TextTokenizer tokenizer, ModelCard card, String prompt, EmbedOptions options) {
    this.tokenizer = tokenizer;
    this.card = card;
    this.prompt = prompt;
    this.options = options;
    this.promptTokens = prompt.isEmpty() ? 0 : tokenizer.promptLength(prompt);
  }

  /// @throws SemblanceException INVALID, EMPTY
  TokenSequence read(Input input) {
    TokenSequence tokens =
        switch (input) {
          case Input.Text(String text) -> tokenizer.encode(prompt + text, options.truncation());
          case Input.Tokens(int[] ids) -> tokens(ids);
        };
    return tokens.afterPrompt(promptTokens);
  }

  /// Ids as given, unless a prompt has to go before them: then they become text again.
  private TokenSequence tokens(int[] ids) {
    if (ids.length == 0) {
      throw new SemblanceException(Fault.EMPTY, "`inputs` cannot be empty");
    }
    for (int id : ids) {
      if (id < 0 || id >= card.shape().vocabulary()) {
        throw new SemblanceException(
            Fault.INVALID,
            "token id " + id + " is not in the vocabulary of " + card.shape().vocabulary());
      }
    }
    return prompt.isEmpty()
        ? tokenizer.fit(ids, options.truncation())
        : tokenizer.encode(prompt + tokenizer.decode(ids, true), options.truncation());
  }
}
