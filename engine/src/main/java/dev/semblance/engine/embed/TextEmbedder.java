package dev.semblance.engine.embed;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Embedding;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.OutputForm;
import dev.semblance.SemblanceException;
import dev.semblance.Tokenizer;
import dev.semblance.Workload;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.head.Head;
import dev.semblance.engine.head.TokenVectors;
import dev.semblance.engine.input.TextTokenizer;
import dev.semblance.engine.input.TokenSequence;
import dev.semblance.vector.Vectors;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The walk from inputs to embeddings: prompt and tokens on the caller's thread, encoder and heads
/// in shared batches, every kind that was asked for from one pass. *Safe for use by many threads.*
public final class TextEmbedder implements Embedder {
  private final ModelCard card;
  private final TextTokenizer tokenizer;
  private final BatchingEncoder encoder;
  private final Map<Output, Head> heads;

  /// @param tokenizer owned from here on
  /// @param encoder owned from here on
  /// @param heads one for each kind of output
  public TextEmbedder(
      ModelCard card, TextTokenizer tokenizer, BatchingEncoder encoder, Map<Output, Head> heads) {
    this.card = card;
    this.tokenizer = tokenizer;
    this.encoder = encoder;
    this.heads = Map.copyOf(heads);
  }

  @Override
  public ModelCard model() {
    return card;
  }

  @Override
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    requireOutputs(options.outputs());
    var _ = Vectors.width(options.form(), card.shape().dimensions());
    long started = System.nanoTime();
    Sequences sequences = sequences(inputs, options);
    long tokenizing = (System.nanoTime() - started) / Math.max(1, inputs.size());

    Finish<Map<Output, Embedding>> finish =
        new Finish<>(rows(options.outputs()), vectors -> outputs(vectors, options));
    List<Computed<Map<Output, Embedding>>> computed =
        encoder.run(sequences, finish, options.patience(), started);

    List<Embedded> results = new ArrayList<>(inputs.size());
    for (int i = 0; i < sequences.size(); i++) {
      TokenSequence tokens = sequences.tokens().get(i);
      Computed<Map<Output, Embedding>> one = computed.get(i);
      results.add(
          new Embedded(
              one.value(),
              tokens.length(),
              tokens.truncated(),
              new Embedded.Timing(tokenizing, one.queueNanos(), one.computeNanos())));
    }
    return results;
  }

  @Override
  public Workload workload() {
    return encoder.workload();
  }

  @Override
  public void close() {
    encoder.close();
    tokenizer.close();
  }

  private Sequences sequences(List<? extends Input> inputs, EmbedOptions options) {
    String prompt = card.prompts().prefix(options.prompt());
    InputReader reader = new InputReader(tokenizer, card, prompt, options);
    return Sequences.read(inputs.size(), i -> reader.read(inputs.get(i)));
  }

  private void requireOutputs(Set<Output> asked) {
    for (Output output : asked) {
      if (!heads.containsKey(output)) {
        throw new SemblanceException(
            Fault.UNSUPPORTED,
            "model " + card.id() + " makes " + heads.keySet() + ", not " + output);
      }
    }
  }

  private Rows rows(Set<Output> asked) {
    boolean firstOnly = asked.stream().allMatch(output -> head(output).rows() == Rows.FIRST);
    return firstOnly ? Rows.FIRST : Rows.ALL;
  }

  private Map<Output, Embedding> outputs(TokenVectors vectors, EmbedOptions options) {
    Map<Output, Embedding> outputs = new EnumMap<>(Output.class);
    for (Output output : options.outputs()) {
      outputs.put(output, finished(head(output).apply(vectors), options.form()));
    }
    return outputs;
  }

  private Embedding finished(Embedding made, OutputForm form) {
    Embedding finished =
        switch (made) {
          case Embedding.Dense(float[] values) -> new Embedding.Dense(Vectors.form(values, form));
          case Embedding.Sparse sparse -> sparse;
          case Embedding.MultiVector vectors -> vectors;
        };
    if (!Vectors.finite(numbers(finished))) {
      throw new SemblanceException(
          Fault.BROKEN_MODEL,
          "model " + card.id() + ": the output is not finite; its weights hold NaN or infinity");
    }
    return finished;
  }

  private static float[] numbers(Embedding embedding) {
    return switch (embedding) {
      case Embedding.Dense(float[] values) -> values;
      case Embedding.Sparse(_, float[] weights) -> weights;
      case Embedding.MultiVector(float[] values, _) -> values;
    };
  }

  private Head head(Output output) {
    Head head = heads.get(output);
    if (head == null) {
      throw new IllegalStateException("no head for " + output);
    }
    return head;
  }
}
