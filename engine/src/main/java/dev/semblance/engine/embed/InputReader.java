package dev.semblance.engine.embed;

import dev.semblance.EmbedOptions;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import dev.semblance.engine.input.TextTokenizer;
import dev.semblance.engine.input.TokenSequence;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Turns the inputs of one request into token sequences. A prompt is put before texts and ignored
/// for images. *Confined to the thread that opened it.*
final class InputReader {
  private final TextTokenizer tokenizer;
  private final @Nullable Function<byte[], TokenSequence> images;
  private final ModelCard card;
  private final String prompt;
  private final EmbedOptions options;
  private final int promptTokens;

  /// @param images reads the bytes of an image; null for a model that reads texts alone
  InputReader(
      TextTokenizer tokenizer,
      @Nullable Function<byte[], TokenSequence> images,
      ModelCard card,
      String prompt,
      EmbedOptions options) {
    this.tokenizer = tokenizer;
    this.images = images;
    this.card = card;
    this.prompt = prompt;
    this.options = options;
    this.promptTokens = prompt.isEmpty() ? 0 : tokenizer.promptLength(prompt);
  }

  /// @throws SemblanceException INVALID, EMPTY
  TokenSequence read(Input input) {
    return switch (input) {
      case Input.Text(String text) ->
          tokenizer.encode(prompt + text, options.truncation()).afterPrompt(promptTokens);
      case Input.Tokens(int[] ids) -> tokens(ids).afterPrompt(promptTokens);
      case Input.Image(byte[] encoded) -> image(encoded);
    };
  }

  private TokenSequence image(byte[] encoded) {
    if (images == null) {
      throw new SemblanceException(
          Fault.UNSUPPORTED, "model " + card.shownName() + " reads texts, not images");
    }
    if (encoded.length == 0) {
      throw new SemblanceException(Fault.EMPTY, "an image cannot be empty");
    }
    return images.apply(encoded);
  }

  /// Ids as given; with a prompt, their text after the prompt.
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
