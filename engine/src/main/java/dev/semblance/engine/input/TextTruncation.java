package dev.semblance.engine.input;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.Truncation;
import java.util.Arrays;
import java.util.function.Supplier;

/// Cuts the tokens of one text to the model's length. *Safe for use by many threads.*
///
/// @param maxTokens how many tokens remain, special ones included
/// @param side which end is cut, or that nothing is
record TextTruncation(int maxTokens, Truncation side) {

  /// @param ids `[t]`
  /// @param special gives 1 for each special token, `[t]`; special tokens at both ends stay
  /// @param shortened whether the text itself was cut before
  /// @throws SemblanceException INVALID when they are too many and truncation is refused
  TokenSequence cut(int[] ids, Supplier<long[]> special, boolean shortened) {
    if (fits(ids)) {
      return TokenSequence.ofText(ids, shortened);
    }
    TokenOffsets.Ends ends = TokenOffsets.Ends.ofMask(special.get());
    int before = ends.before();
    int after = ends.after();
    int kept = Math.max(0, maxTokens - before - after);
    int first = side == Truncation.LEFT ? ids.length - after - kept : before;
    int[] shorter = new int[before + kept + after];
    System.arraycopy(ids, 0, shorter, 0, before);
    System.arraycopy(ids, first, shorter, before, kept);
    System.arraycopy(ids, ids.length - after, shorter, before + kept, after);
    return TokenSequence.ofText(shorter, true);
  }

  /// As above, of ids whose special tokens are unknown.
  TokenSequence cut(int[] ids) {
    if (fits(ids)) {
      return TokenSequence.ofText(ids, false);
    }
    int from = side == Truncation.LEFT ? ids.length - maxTokens : 0;
    return TokenSequence.ofText(Arrays.copyOfRange(ids, from, from + maxTokens), true);
  }

  /// Whether the tokens need no cut.
  ///
  /// @throws SemblanceException INVALID when they need one and truncation is refused
  boolean fits(int[] ids) {
    if (ids.length <= maxTokens) {
      return true;
    }
    if (side == Truncation.REFUSE) {
      throw new SemblanceException(
          Fault.INVALID,
          "`inputs` must have less than " + maxTokens + " tokens. Given: " + ids.length);
    }
    return false;
  }
}
