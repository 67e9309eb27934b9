package dev.semblance;

import java.util.List;

/// The windows of a text and their vectors.
///
/// @param chunks the windows, in their order; a text without tokens has one empty window
/// @param vectors one for each window, or the one they were pooled to; the arrays belong to the
///   receiver
/// @param tokens the encoder read, with special tokens, prompts and repeated tokens
/// @param timing times; of several passes the longest
public record Chunked(
    List<Chunk> chunks, List<float[]> vectors, int tokens, Embedded.Timing timing) {

  /// A window of a text.
  ///
  /// @param start start of its first token, in code points of the text without the prompt
  /// @param end end of its last token, exclusive
  /// @param tokens number of tokens, without special tokens and prompt
  public record Chunk(int start, int end, int tokens) {}
}
