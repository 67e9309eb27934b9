package dev.semblance.engine.embed;

import dev.semblance.Chunking;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.TokenSpans;
import dev.semblance.WindowSize;
import dev.semblance.chunk.SentenceChunker;
import dev.semblance.chunk.TextPart;
import dev.semblance.chunk.TokenWindows;
import dev.semblance.engine.input.TokenOffsets;
import java.util.ArrayList;
import java.util.List;

/// Cuts a text's tokens into windows and groups those that the model reads in one pass. Tokens are
/// counted from the first after the special ones and the prompt.
///
/// @param text the tokens and their offsets
/// @param first index of the first counted token
/// @param count how many are counted
/// @param maxTokens how many of them the model reads at once
record ChunkPlan(TokenOffsets text, int first, int count, int maxTokens) {
  /// Late chunking: a window has at least one part in so many of `maxTokens` as context on each
  /// side, where the text has them.
  private static final int CONTEXT_DIVISOR = 4;

  /// One pass of the model.
  ///
  /// @param read the tokens it reads
  /// @param pooled the windows that are pooled from them
  record WindowGroup(TextPart read, List<TextPart> pooled) {}

  /// @throws SemblanceException INVALID when a window is longer than the model reads
  void requireFits(Chunking chunking) {
    if (chunking.tokens() > maxTokens && chunking.tokens() != Chunking.LONGEST) {
      throw new SemblanceException(
          Fault.INVALID,
          "a chunk's `tokens` must be no more than %d, which the model reads beside the prompt and"
                  .formatted(maxTokens)
              + " special tokens. Given: "
              + chunking.tokens());
    }
  }

  /// @throws SemblanceException TOO_LARGE when there are too many
  List<TextPart> windows(Chunking chunking) {
    TokenSpans spans = text.spans(first, count);
    WindowSize size = size(chunking);
    return switch (chunking.boundary()) {
      case WORD -> new TokenWindows(spans).cut(0, count, size);
      case SENTENCE ->
          count <= size.tokens()
              ? List.of(new TextPart(0, count))
              : new SentenceChunker(size).cut(spans, new TextPart(0, count));
    };
  }

  /// With a number in place of [Chunking#LONGEST].
  private WindowSize size(Chunking chunking) {
    return chunking.tokens() == Chunking.LONGEST
        ? new WindowSize(maxTokens, Math.min(chunking.overlap(), maxTokens / 2))
        : chunking.size();
  }

  /// One pass for each window.
  static List<WindowGroup> eachAlone(List<TextPart> windows) {
    return windows.stream().map(window -> new WindowGroup(window, List.of(window))).toList();
  }

  /// As many windows in a pass as the model reads together with their context.
  List<WindowGroup> together(List<TextPart> windows) {
    int context = maxTokens / CONTEXT_DIVISOR;
    List<WindowGroup> passes = new ArrayList<>();
    int next = 0;
    while (next < windows.size()) {
      TextPart window = windows.get(next);
      int from = Math.max(0, Math.max(window.to() - maxTokens, window.from() - context));
      int to = Math.min(count, from + maxTokens);
      int end = next + 1;
      while (end < windows.size()
          && windows.get(end).to() <= to
          && (to == count || windows.get(end).to() + context <= to)) {
        end++;
      }
      passes.add(new WindowGroup(new TextPart(from, to), List.copyOf(windows.subList(next, end))));
      next = end;
    }
    return passes;
  }
}
