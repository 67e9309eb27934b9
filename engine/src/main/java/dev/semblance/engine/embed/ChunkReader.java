package dev.semblance.engine.embed;

import dev.semblance.CallSize;
import dev.semblance.Chunked;
import dev.semblance.Chunked.Chunk;
import dev.semblance.Chunking;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Fault;
import dev.semblance.InputFaults;
import dev.semblance.ModelCard;
import dev.semblance.OutputForm;
import dev.semblance.SemblanceException;
import dev.semblance.chunk.TextPart;
import dev.semblance.chunk.TokenWindows;
import dev.semblance.engine.batch.DynamicBatcher;
import dev.semblance.engine.batch.HeadTask;
import dev.semblance.engine.batch.Sequences;
import dev.semblance.engine.embed.ChunkPlan.WindowGroup;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.head.PooledHead;
import dev.semblance.engine.head.TokenVectors;
import dev.semblance.engine.input.TextTokenizer;
import dev.semblance.engine.input.TokenOffsets;
import dev.semblance.engine.input.TokenSequence;
import java.util.ArrayList;
import java.util.List;

/// Embeds texts of any length, window by window. *Safe for use by many threads.*
///
/// Late chunking: Günther et al. 2024, "Late Chunking: Contextual Chunk Embeddings Using
/// Long-Context Embedding Models"; a text longer than the model reads is computed in overlapping
/// passes. The first window is pooled with the special tokens before the text, the last with those
/// after it, so that a single window has the vector of the text without chunks.
///
/// @param card the model's
/// @param tokenizer closed by its owner
/// @param batcher closed by its owner
/// @param head makes the vectors
record ChunkReader(
    ModelCard card, TextTokenizer tokenizer, DynamicBatcher batcher, PooledHead head) {
  /// UTF-16 code units of a text, so that its tokens fit in memory.
  static final int MAX_CHARACTERS = 4_000_000;

  List<Chunked> read(List<String> texts, Chunking chunking, EmbedOptions options) {
    if (chunking.late() && !head.poolsParts()) {
      throw new SemblanceException(
          Fault.UNSUPPORTED,
          ("late chunking pools the tokens of each chunk; model %s pools by %s, of whole texts"
                  + " only; leave out `late`")
              .formatted(card.shownName(), card.pooling()));
    }
    long arrivedNanos = System.nanoTime();
    List<ChunkTokens> tokens = tokens(texts, chunking, card.prompts().prefix(options.prompt()));
    long tokenizeNanos = (System.nanoTime() - arrivedNanos) / texts.size();
    Sequences passes = passes(tokens, tokenizeNanos);
    options.scheduling().requester().accept(size(tokens, passes));
    List<HeadTask<PassVectors>> tasks =
        tokens.stream()
            .flatMap(text -> text.passes().stream().map(pass -> task(text, pass)))
            .toList();
    List<PassVectors> computed =
        batcher.run(passes, tasks::get, options.scheduling(), arrivedNanos);

    ChunkPooling pooling = pooling(chunking, options);
    List<Chunked> results = new ArrayList<>(tokens.size());
    int next = 0;
    for (ChunkTokens text : tokens) {
      int end = next + text.passes().size();
      results.add(text.chunked(computed.subList(next, end), tokenizeNanos, pooling));
      next = end;
    }
    return results;
  }

  private List<ChunkTokens> tokens(List<String> texts, Chunking chunking, String prompt) {
    List<TokenOffsets> offsets = InputFaults.each(texts.size(), i -> offsets(prompt, texts.get(i)));
    int promptPoints = prompt.codePointCount(0, prompt.length());
    offsets.forEach(text -> plan(text, promptPoints).requireFits(chunking));
    List<ChunkTokens> tokens =
        InputFaults.each(offsets.size(), i -> chunkTokens(offsets.get(i), promptPoints, chunking));
    if (tokens.stream().mapToInt(text -> text.windows().size()).sum() > TokenWindows.MAX) {
      throw new SemblanceException(
          Fault.TOO_LARGE,
          "the texts have more than %d chunks together; send fewer at once"
              .formatted(TokenWindows.MAX));
    }
    return tokens;
  }

  private TokenOffsets offsets(String prompt, String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new SemblanceException(
          Fault.TOO_LARGE,
          "a text may have no more than %d characters. Given: %d"
              .formatted(MAX_CHARACTERS, text.length()));
    }
    return tokenizer.offsets(prompt + text);
  }

  private ChunkPlan plan(TokenOffsets text, int promptPoints) {
    int first = text.firstAfterPrompt(promptPoints);
    int around = first + text.ends().after();
    return new ChunkPlan(
        text, first, text.ids().length - around, card.shape().maxTokens() - around);
  }

  private ChunkTokens chunkTokens(TokenOffsets text, int promptPoints, Chunking chunking) {
    ChunkPlan plan = plan(text, promptPoints);
    List<TextPart> windows = plan.windows(chunking);
    return new ChunkTokens(
        text,
        new Prefix(plan.first(), promptPoints),
        windows,
        chunking.late() ? plan.together(windows) : ChunkPlan.eachAlone(windows));
  }

  private CallSize size(List<ChunkTokens> texts, Sequences passes) {
    return new CallSize(
        texts.stream().mapToInt(text -> text.windows().size()).sum(),
        passes.tokens().stream().mapToLong(TokenSequence::length).sum(),
        batcher.card().width());
  }

  /// The passes of all texts, each at the place of its text.
  private static Sequences passes(List<ChunkTokens> tokens, long tokenizeNanos) {
    List<TokenSequence> sequences = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      for (WindowGroup pass : tokens.get(i).passes()) {
        sequences.add(tokens.get(i).sequence(pass));
        places.add(i);
      }
    }
    int[] placeOfPass = places.stream().mapToInt(Integer::intValue).toArray();
    return new Sequences(sequences, placeOfPass, tokens.size(), tokenizeNanos);
  }

  /// Makes the vectors of a pass's windows.
  private HeadTask<PassVectors> task(ChunkTokens text, WindowGroup pass) {
    boolean oneWindow = pass.pooled().equals(List.of(pass.read()));
    return new HeadTask<>(
        oneWindow ? head.rows() : Rows.ALL,
        (rows, timing) -> new PassVectors(vectors(rows, text, pass), timing));
  }

  private List<float[]> vectors(TokenVectors rows, ChunkTokens text, WindowGroup pass) {
    List<float[]> vectors = new ArrayList<>(pass.pooled().size());
    for (TextPart window : pass.pooled()) {
      float[] vector = head.apply(text.part(rows, pass, window)).values();
      FiniteOutput.require(vector, card);
      vectors.add(vector);
    }
    return vectors;
  }

  private ChunkPooling pooling(Chunking chunking, EmbedOptions options) {
    OutputForm form = options.form();
    return switch (card.task()) {
      case ModelCard.Task.Embed task -> new ChunkPooling(chunking.pool(), form, task.cut());
      case ModelCard.Task.Classify _ -> throw new IllegalStateException("a classifier embeds");
    };
  }

  /// The vectors of a pass's windows, and where its time went.
  private record PassVectors(List<float[]> vectors, Embedded.Timing timing) {}

  /// The beginning of every pass of a text.
  ///
  /// @param tokens special ones and the prompt's
  /// @param points code points of the prompt
  private record Prefix(int tokens, int points) {}

  /// The tokens of a text, its windows, and the passes they are computed in.
  private record ChunkTokens(
      TokenOffsets text, Prefix prefix, List<TextPart> windows, List<WindowGroup> passes) {

    TokenSequence sequence(WindowGroup pass) {
      int first = prefix.tokens();
      int[] ids = text.window(first, first + pass.read().from(), first + pass.read().to());
      return TokenSequence.ofText(ids, false).afterPrompt(prefix.points() == 0 ? 0 : first);
    }

    /// A window's rows of a pass: all of them where the pass is that window alone.
    TokenVectors part(TokenVectors rows, WindowGroup pass, TextPart window) {
      if (pass.read().equals(window)) {
        return rows;
      }
      int offset = prefix.tokens() - pass.read().from();
      boolean last = window.to() == windows.getLast().to();
      int from = window.from() == 0 ? 0 : offset + window.from();
      int to = offset + window.to() + (last ? text.ends().after() : 0);
      return rows.part(from, to);
    }

    Chunked chunked(List<PassVectors> computed, long tokenizeNanos, ChunkPooling pooling) {
      List<Chunk> chunks = windows.stream().map(this::chunk).toList();
      List<float[]> vectors = computed.stream().flatMap(pass -> pass.vectors().stream()).toList();
      return new Chunked(
          chunks,
          pooling.apply(chunks, vectors),
          passes.stream().mapToInt(pass -> sequence(pass).length()).sum(),
          new Embedded.Timing(
              tokenizeNanos,
              computed.stream().mapToLong(pass -> pass.timing().queue()).max().orElse(0),
              computed.stream().mapToLong(pass -> pass.timing().compute()).max().orElse(0)));
    }

    private Chunk chunk(TextPart window) {
      if (window.tokens() == 0) {
        return new Chunk(0, 0, 0);
      }
      int start = text.starts()[prefix.tokens() + window.from()];
      int end = text.stops()[prefix.tokens() + window.to() - 1];
      return new Chunk(start - prefix.points(), end - prefix.points(), window.tokens());
    }
  }
}
