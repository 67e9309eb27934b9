package dev.semblance;

import java.util.List;

/// What became of a text that was cut into windows.
///
/// @param chunks the windows, in their order; a text of no tokens is one window of none
/// @param vectors one for each window, or the one they were pooled to; the arrays belong to the
///   receiver
/// @param tokens the encoder read, those it read twice, special tokens and prompts included
/// @param timing where the time went; of several passes the longest
public record Chunked(
    List<Chunk> chunks, List<float[]> vectors, int tokens, Embedded.Timing timing) {

  /// A window of a text.
  ///
  /// @param start where its first token begins, in code points of the text without the prompt
  /// @param end where its last token ends, exclusive
  /// @param tokens how many it has, special tokens and prompt not counted
  public record Chunk(int start, int end, int tokens) {}
}
