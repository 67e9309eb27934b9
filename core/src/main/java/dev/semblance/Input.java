package dev.semblance;

import java.util.Arrays;

/// One thing to embed.
public sealed interface Input {
  /// Text as a person wrote it; the model's tokenizer and prompt apply.
  record Text(String text) implements Input {}

  /// Token ids `[t]` of the model's own vocabulary, special tokens included or not as given. The
  /// array belongs to the input from here on.
  record Tokens(int[] ids) implements Input {
    /// Equal are those of equal ids.
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
  /// input from here on.
  record Image(byte[] encoded) implements Input {
    /// Equal are those of equal bytes.
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
