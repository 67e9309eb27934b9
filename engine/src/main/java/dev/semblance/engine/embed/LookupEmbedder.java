package dev.semblance.engine.embed;

import dev.semblance.CallSize;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.InputFaults;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.SemblanceException;
import dev.semblance.Tokenizer;
import dev.semblance.engine.head.TokenWeights;
import dev.semblance.engine.input.TextTokenizer;
import dev.semblance.engine.input.TokenSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Sparse embeddings by table lookup of each token's weight, on the caller's thread: no encoder, no
/// queue. *Safe for use by many threads.*
public final class LookupEmbedder implements Embedder {
  private final ModelCard card;
  private final TextTokenizer tokenizer;
  private final TokenWeights weights;

  /// @param tokenizer owned from here on
  /// @param weights at least one for each of its ids
  public LookupEmbedder(ModelCard card, TextTokenizer tokenizer, TokenWeights weights) {
    if (tokenizer.vocabulary() > weights.vocabulary()) {
      throw new SemblanceException(
          Fault.BROKEN_MODEL,
          "model %s: tokenizer has more ids (%d) than there are weights (%d)"
              .formatted(card.shownName(), tokenizer.vocabulary(), weights.vocabulary()));
    }
    this.card = card;
    this.tokenizer = tokenizer;
    this.weights = weights;
  }

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    if (!options.outputs().equals(Set.of(Output.SPARSE))) {
      throw new SemblanceException(
          Fault.UNSUPPORTED,
          "model %s makes sparse weights of queries, not %s"
              .formatted(card.shownName(), Output.named(options.outputs())));
    }
    String prompt = card.prompts().prefix(options.prompt());
    var reader = new InputReader(tokenizer, null, card, prompt, options);
    List<TokenSequence> sequences =
        InputFaults.each(inputs.size(), i -> reader.read(inputs.get(i)));
    long total = sequences.stream().mapToLong(TokenSequence::length).sum();
    options.scheduling().requester().accept(new CallSize(inputs.size(), total, 0));
    List<Embedded> results = new ArrayList<>(inputs.size());
    for (TokenSequence tokens : sequences) {
      results.add(
          new Embedded(
              Map.of(Output.SPARSE, weights.of(tokens.ids())),
              tokens.length(),
              tokens.truncated(),
              Embedded.Timing.NONE));
    }
    return results;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
