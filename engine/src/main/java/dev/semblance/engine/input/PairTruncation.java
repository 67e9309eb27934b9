package dev.semblance.engine.input;

import dev.semblance.Truncation;

/// Cuts a pair of texts to the model's length, from the longer one first (`longest_first`).
///
/// Source: Hugging Face tokenizers, truncation strategy LongestFirst. Special tokens stay.
///
/// @param maxTokens how many tokens remain, special ones included
/// @param side which end of each text is cut
record PairTruncation(int maxTokens, Truncation side) {

  /// @param ids `[t]`
  /// @param types segment of each token
  /// @param sequences 0 or 1 for the tokens of the first and second text
  /// @param special 1 for special tokens
  TokenSequence cut(int[] ids, int[] types, long[] sequences, long[] special) {
    int[] lengths = new int[2];
    int specials = 0;
    for (int i = 0; i < ids.length; i++) {
      if (special[i] == 1) {
        specials++;
      } else {
        lengths[(int) sequences[i]]++;
      }
    }
    int[] kept = kept(lengths[0], lengths[1], Math.max(0, maxTokens - specials));
    int[] seen = new int[2];
    int[] shorter = new int[kept[0] + kept[1] + specials];
    int[] shorterTypes = new int[shorter.length];
    int to = 0;
    for (int i = 0; i < ids.length; i++) {
      if (special[i] == 1 || keeps(seen, lengths, kept, (int) sequences[i])) {
        shorter[to] = ids[i];
        shorterTypes[to++] = types[i];
      }
    }
    return TokenSequence.ofPair(shorter, shorterTypes, true);
  }

  /// How many tokens of each text remain of `room`.
  private static int[] kept(int first, int second, int room) {
    int less = Math.min(first, second);
    int more = Math.max(less, room - less);
    if (less + more > room) {
      less = room / 2;
      more = less + room % 2;
    }
    int one = Math.min(first, first <= second ? less : more);
    int two = Math.min(second, first <= second ? more : less);
    return new int[] {one, two};
  }

  private boolean keeps(int[] seen, int[] lengths, int[] kept, int text) {
    int place = seen[text]++;
    return side == Truncation.LEFT ? place >= lengths[text] - kept[text] : place < kept[text];
  }
}
