package dev.semblance.engine.embed;

import dev.semblance.Chunking;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
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
  /// Chunks of a text, so that its vectors fit in memory.
  static final int MAX_CHUNKS = 16_384;

  /// Late chunking: a window has at least one part in so many of `maxTokens` as context on each
  /// side, where the text has them.
  private static final int CONTEXT_DIVISOR = 4;

  /// @param from the first token
  /// @param to exclusive
  record TokenWindow(int from, int to) {
    int tokens() {
      return to - from;
    }
  }

  /// One pass of the model.
  ///
  /// @param read the tokens it reads
  /// @param pooled the windows that are pooled from them
  record WindowGroup(TokenWindow read, List<TokenWindow> pooled) {}

  /// @throws SemblanceException INVALID when a window is longer than the model reads
  void requireFits(Chunking chunking) {
    if (chunking.tokens() > maxTokens) {
      throw new SemblanceException(
          Fault.INVALID,
          "a chunk's `tokens` must be no more than %d, which the model reads beside the prompt and"
                  .formatted(maxTokens)
              + " special tokens. Given: "
              + chunking.tokens());
    }
  }

  /// @throws SemblanceException TOO_LARGE when there are too many
  List<TokenWindow> windows(Chunking chunking) {
    List<TokenWindow> windows = new ArrayList<>();
    int from = 0;
    int to = stop(from, chunking);
    windows.add(new TokenWindow(from, to));
    while (to < count) {
      from = Math.max(wordStart(to - chunking.overlap(), from + 1), from + 1);
      to = stop(from, chunking);
      windows.add(new TokenWindow(from, to));
      if (windows.size() > MAX_CHUNKS) {
        throw new SemblanceException(
            Fault.TOO_LARGE,
            "the text has %d tokens and more than %d chunks; ask for more `tokens` or less `overlap`"
                .formatted(count, MAX_CHUNKS));
      }
    }
    return windows;
  }

  /// One pass for each window.
  static List<WindowGroup> eachAlone(List<TokenWindow> windows) {
    return windows.stream().map(window -> new WindowGroup(window, List.of(window))).toList();
  }

  /// As many windows in a pass as the model reads together with their context.
  List<WindowGroup> together(List<TokenWindow> windows) {
    int context = maxTokens / CONTEXT_DIVISOR;
    List<WindowGroup> passes = new ArrayList<>();
    int next = 0;
    while (next < windows.size()) {
      TokenWindow window = windows.get(next);
      int from = Math.max(0, Math.max(window.to() - maxTokens, window.from() - context));
      int to = Math.min(count, from + maxTokens);
      int end = next + 1;
      while (end < windows.size()
          && windows.get(end).to() <= to
          && (to == count || windows.get(end).to() + context <= to)) {
        end++;
      }
      passes.add(
          new WindowGroup(new TokenWindow(from, to), List.copyOf(windows.subList(next, end))));
      next = end;
    }
    return passes;
  }

  /// Where a window ends: at a word's end, unless that takes half of it away.
  private int stop(int from, Chunking chunking) {
    int longest = from + chunking.tokens();
    int shortest = from + Math.max(chunking.tokens() / 2, chunking.overlap() + 1);
    return longest >= count ? count : wordStart(longest, shortest);
  }

  /// The last token from `lowest` to `at` that begins a word; `at` where none does.
  private int wordStart(int at, int lowest) {
    for (int token = at; token >= lowest; token--) {
      if (!text.continuesAWord(first + token)) {
        return token;
      }
    }
    return at;
  }
}
