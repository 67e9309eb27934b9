package dev.semblance.chunk;

import dev.semblance.Chunked.Chunk;
import dev.semblance.SemblanceException;
import dev.semblance.TokenSpans;
import dev.semblance.Tokenizer;
import java.util.List;

/// Cuts texts of any script into chunks that a model can read. *Safe for use by many threads.*
///
/// Chunks are in the order of the text, begin and end at a token that is no space, and never divide
/// what a reader sees as one character (an extended grapheme cluster of Unicode, such as an emoji
/// of several code points). Every token is in a chunk.
public sealed interface Chunker permits WindowChunker, SentenceChunker, HeadingChunker {

  /// The chunks of a text; none for a text without tokens.
  ///
  /// @throws SemblanceException INVALID for a text that the tokenizer cannot read at once,
  ///   TOO_LARGE for one of more than [TokenWindows#MAX] chunks
  default List<Chunk> chunks(String text, Tokenizer tokenizer) {
    return chunks(tokenizer.spans(text));
  }

  /// As above, of a text that was tokenized already.
  List<Chunk> chunks(TokenSpans text);
}
