package dev.semblance.engine.embed;

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
import dev.semblance.engine.batch.DynamicBatcher;
import dev.semblance.engine.batch.HeadTask;
import dev.semblance.engine.batch.Sequences;
import dev.semblance.engine.batch.Timed;
import dev.semblance.engine.embed.ChunkPlan.TokenWindow;
import dev.semblance.engine.embed.ChunkPlan.WindowGroup;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.head.PooledHead;
import dev.semblance.engine.head.TokenVectors;
import dev.semblance.engine.input.TextTokenizer;
import dev.semblance.engine.input.TokenOffsets;
import dev.semblance.engine.input.TokenSequence;
import dev.semblance.vector.Vectors;
import java.util.ArrayList;
import java.util.List;

/// Embeds texts of any length, window by window. *Safe for use by many threads.*
///
/// Late chunking: Günther et al. 2024, "Late Chunking: Contextual Chunk Embeddings Using
/// Long-Context Embedding Models"; texts longer than the model reads go through in overlapping
/// passes. The first window is pooled with the special tokens before the text, the last with those
/// after it, so that a single window is what the text would be without chunks.
///
/// @param card the model's
/// @param tokenizer somebody else's
/// @param encoder somebody else's
/// @param head makes the vectors
record ChunkReader(
    ModelCard card, TextTokenizer tokenizer, DynamicBatcher encoder, PooledHead head) {
  /// Code units of a text, so that its tokens have room in memory.
  static final int MAX_CHARACTERS = 4_000_000;

  List<Chunked> read(List<String> texts, Chunking chunking, EmbedOptions options) {
    if (chunking.late() && !head.poolsParts()) {
      throw new SemblanceException(
          Fault.UNSUPPORTED,
          "late chunking pools the tokens of each chunk; model %s pools by %s, which a chunk has not"
              .formatted(card.id(), card.pooling()));
    }
    long came = System.nanoTime();
    List<ChunkTokens> readings = readings(texts, chunking, card.prompts().prefix(options.prompt()));
    long tokenizing = (System.nanoTime() - came) / texts.size();
    List<Timed<List<float[]>>> computed = run(readings, options, came);
    List<Chunked> results = new ArrayList<>(readings.size());
    int next = 0;
    for (ChunkTokens reading : readings) {
      int end = next + reading.passes().size();
      results.add(
          reading.finished(computed.subList(next, end), tokenizing, pooling(chunking, options)));
      next = end;
    }
    return results;
  }

  private List<ChunkTokens> readings(List<String> texts, Chunking chunking, String prompt) {
    List<TokenOffsets> placed = InputFaults.each(texts.size(), i -> place(prompt, texts.get(i)));
    int points = prompt.codePointCount(0, prompt.length());
    placed.forEach(text -> plan(text, points).requireRoom(chunking));
    List<ChunkTokens> readings =
        InputFaults.each(placed.size(), i -> reading(placed.get(i), points, chunking));
    if (readings.stream().mapToInt(one -> one.windows().size()).sum() > ChunkPlan.MAX_CHUNKS) {
      throw new SemblanceException(
          Fault.TOO_LARGE,
          "the texts have more than %d chunks together; send fewer at once"
              .formatted(ChunkPlan.MAX_CHUNKS));
    }
    return readings;
  }

  private TokenOffsets place(String prompt, String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new SemblanceException(
          Fault.TOO_LARGE,
          "a text may have no more than %d characters. Given: %d"
              .formatted(MAX_CHARACTERS, text.length()));
    }
    return tokenizer.offsets(prompt + text);
  }

  /// @param points code points of the prompt
  private ChunkPlan plan(TokenOffsets placed, int points) {
    int first = placed.firstAfterPrompt(points);
    int around = first + placed.ends().after();
    return new ChunkPlan(
        placed, first, placed.ids().length - around, card.shape().maxTokens() - around);
  }

  private ChunkTokens reading(TokenOffsets placed, int points, Chunking chunking) {
    ChunkPlan plan = plan(placed, points);
    List<TokenWindow> windows = plan.windows(chunking);
    return new ChunkTokens(
        placed,
        new Prefix(plan.first(), points),
        windows,
        chunking.late() ? plan.together(windows) : ChunkPlan.eachAlone(windows));
  }

  private List<Timed<List<float[]>>> run(
      List<ChunkTokens> readings, EmbedOptions options, long came) {
    List<TokenSequence> sequences = new ArrayList<>();
    List<HeadTask<List<float[]>>> finishes = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < readings.size(); i++) {
      ChunkTokens reading = readings.get(i);
      for (WindowGroup pass : reading.passes()) {
        sequences.add(reading.sequence(pass));
        finishes.add(new HeadTask<>(rows(pass), rows -> vectors(rows, reading, pass)));
        places.add(i);
      }
    }
    var inputs =
        new Sequences(
            sequences, places.stream().mapToInt(Integer::intValue).toArray(), readings.size());
    return encoder.run(inputs, finishes::get, options.scheduling(), came);
  }

  private Rows rows(WindowGroup pass) {
    return pass.pooled().equals(List.of(pass.read())) ? head.rows() : Rows.ALL;
  }

  /// The vectors of a pass's windows; runs where its batch does.
  private List<float[]> vectors(TokenVectors rows, ChunkTokens reading, WindowGroup pass) {
    List<float[]> vectors = new ArrayList<>(pass.pooled().size());
    for (TokenWindow window : pass.pooled()) {
      float[] vector = head.apply(reading.part(rows, pass, window)).values();
      if (!Vectors.finite(vector)) {
        throw new SemblanceException(
            Fault.BROKEN_MODEL,
            "model " + card.id() + ": the output is not finite; its weights hold NaN or infinity");
      }
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

  /// What goes before every pass of a text.
  ///
  /// @param tokens special ones and the prompt's
  /// @param points code points of the prompt
  private record Prefix(int tokens, int points) {}

  /// A text on its way.
  private record ChunkTokens(
      TokenOffsets text, Prefix prefix, List<TokenWindow> windows, List<WindowGroup> passes) {

    TokenSequence sequence(WindowGroup pass) {
      int first = prefix.tokens();
      int[] ids = text.window(first, first + pass.read().from(), first + pass.read().to());
      return TokenSequence.ofText(ids, false).afterPrompt(prefix.points() == 0 ? 0 : first);
    }

    /// A window's rows of a pass: all of them where it was read alone.
    TokenVectors part(TokenVectors rows, WindowGroup pass, TokenWindow window) {
      if (pass.read().equals(window)) {
        return rows;
      }
      int offset = prefix.tokens() - pass.read().from();
      boolean last = window.to() == windows.getLast().to();
      int from = window.from() == 0 ? 0 : offset + window.from();
      int to = offset + window.to() + (last ? text.ends().after() : 0);
      return rows.part(from, to);
    }

    Chunked finished(List<Timed<List<float[]>>> computed, long tokenizing, ChunkPooling pooling) {
      List<Chunk> chunks = windows.stream().map(this::chunk).toList();
      List<float[]> vectors = computed.stream().flatMap(one -> one.value().stream()).toList();
      return new Chunked(
          chunks,
          pooling.apply(chunks, vectors),
          passes.stream().mapToInt(pass -> sequence(pass).length()).sum(),
          new Embedded.Timing(
              tokenizing,
              computed.stream().mapToLong(Timed::queueNanos).max().orElse(0),
              computed.stream().mapToLong(Timed::computeNanos).max().orElse(0)));
    }

    private Chunk chunk(TokenWindow window) {
      if (window.tokens() == 0) {
        return new Chunk(0, 0, 0);
      }
      int start = text.starts()[prefix.tokens() + window.from()];
      int end = text.stops()[prefix.tokens() + window.to() - 1];
      return new Chunk(start - prefix.points(), end - prefix.points(), window.tokens());
    }
  }
}
