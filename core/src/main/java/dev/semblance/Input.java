package dev.semblance;

/// One thing to embed.
public sealed interface Input {
  /// Text as a person wrote it; the model's tokenizer and prompt apply.
  record Text(String text) implements Input {}

  /// Token ids `[t]` of the model's own vocabulary, special tokens included or not as given. The
  /// array belongs to the input from here on.
  record Tokens(int[] ids) implements Input {}

  /// An image as the bytes of its file: PNG, JPEG, or GIF of one picture. The array belongs to the
  /// input from here on.
  record Image(byte[] encoded) implements Input {}

  static Input of(String text) {
    return new Text(text);
  }
}
