package dev.semblance;

import java.util.Arrays;

/// One thing to embed.
public sealed interface Input {
  /// Plain text; the model's tokenizer and prompt apply.
  record Text(String text) implements Input {}

  /// Token ids `[t]` of the model's own vocabulary, with or without special tokens. The array
  /// belongs to the input.
  record Tokens(int[] ids) implements Input {
    /// By the ids.
    @Override
    public boolean equals(Object other) {
      return other instanceof Tokens(int[] others) && Arrays.equals(ids, others);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(ids);
    }
  }

  /// An image as the bytes of its file: PNG, JPEG, or GIF of one picture. The array belongs to the
  /// input.
  record Image(byte[] encoded) implements Input {
    /// By the bytes.
    @Override
    public boolean equals(Object other) {
      return other instanceof Image(byte[] others) && Arrays.equals(encoded, others);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(encoded);
    }
  }

  static Input of(String text) {
    return new Text(text);
  }
}
