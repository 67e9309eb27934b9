package dev.semblance.engine.tokenizer;

import java.util.List;
import java.util.Set;

/// Regular expressions of published tokenizers, and the ends of them that look ahead for the end of
/// a run of spaces. All take time linear in the text.
///
/// Source: the `tokenizer.json` of GPT-2, GPT-4, GPT-4o, Llama 3, Qwen 2, CLIP, T5 and DeBERTa.
final class KnownPatterns {
  private static final String CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
  private static final String UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
  private static final String LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
  private static final String GPT_2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+";
  private static final String SPACES = "\\s+(?!\\S)|\\s+";
  private static final String LINES = "\\s*[\\r\\n]+|" + SPACES;

  /// Each takes a run of spaces in one match, after at most one vain try of its length.
  static final List<String> ENDS = List.of("|" + LINES, "|\\s*[\\r\\n]|" + SPACES, "|" + SPACES);

  private static final Set<String> WHOLE =
      Set.of(
          "\\s+",
          " {2,}",
          GPT_2 + "| ?[^\\s\\p{L}\\p{N}]+|" + SPACES,
          words("\\p{N}") + LINES,
          words("\\p{N}{1,3}") + LINES,
          cased("(?:" + CONTRACTIONS + ")?"),
          cased(CONTRACTIONS + "?"),
          cased(""),
          "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+",
          "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+",
          "[!\\\"\\#\\$%\\&'\\(\\)\\*\\+,\\-\\.\\/:;<=>\\?@\\[\\\\\\]\\^_`\\{\\|\\}\\~]");

  private KnownPatterns() {}

  static boolean contains(String regex) {
    return WHOLE.contains(regex);
  }

  private static String words(String numbers) {
    return CONTRACTIONS
        + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|"
        + numbers
        + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|";
  }

  /// GPT-4o's: words end where lower case changes to upper case.
  private static String cased(String suffix) {
    String before = "[^\\r\\n\\p{L}\\p{N}]?";
    return (before + UPPER + "*" + LOWER + "+" + suffix)
        + ("|" + before + UPPER + "+" + LOWER + "*" + suffix)
        + "|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|"
        + LINES;
  }
}
