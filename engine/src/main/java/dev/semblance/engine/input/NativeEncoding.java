package dev.semblance.engine.input;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.util.Arrays;

/// One encoding in native memory. Each array crosses from there when it is asked for; of the eight
/// that an encoding has, most readers need one or two. *Confined to the thread that opened it.*
///
/// @param library reads the memory
/// @param handle valid inside [NativeTokenizer#encode] alone
record NativeEncoding(TokenizersLibrary library, long handle) {

  /// Token ids `[t]`.
  int[] ids() {
    return narrow(library.getTokenIds(handle));
  }

  /// Segment ids `[t]`.
  int[] types() {
    return narrow(library.getTypeIds(handle));
  }

  /// `[t]`, 1 for special tokens.
  long[] special() {
    return library.getSpecialTokenMask(handle);
  }

  /// `[t]`, of a pair: 0 for tokens of the first text, 1 for those of the second.
  long[] sequences() {
    return library.getSequenceIds(handle);
  }

  /// Tokens by name, `[t]`.
  String[] names() {
    return library.getTokens(handle);
  }

  /// `[t]`, in code points; without meaning for special tokens.
  CharSpan[] spans() {
    return library.getTokenCharSpans(handle);
  }

  private static int[] narrow(long[] ids) {
    return Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
  }
}
