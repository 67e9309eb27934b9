package dev.semblance.engine.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/// Chooses which of the waiting inputs run together. *Safe for use by many threads.*
///
/// The first in turn always runs, so none starves; beside it run those of its kind, text or image,
/// that are nearest to it in length, so that an encoder that pads wastes little and a short input
/// does not wait for long ones. Only the first 1,024 are considered, which bounds the cost of a
/// plan.
final class BatchPlanner {
  private static final int HORIZON = 1024;

  private final int maxInputs;
  private final boolean pads;

  /// @param maxInputs inputs of a batch at most
  /// @param pads whether the encoder computes every input at the length of the longest
  BatchPlanner(int maxInputs, boolean pads) {
    this.maxInputs = maxInputs;
    this.pads = pads;
  }

  /// @param batch inputs that run together, longest first
  /// @param tokens of the batch, without padding
  /// @param rest inputs that go on waiting, in the order of their turns
  record Plan(List<WaitingInput<?>> batch, long tokens, List<WaitingInput<?>> rest) {}

  /// @param waiting in the order of their turns, not empty; not changed
  /// @param maxTokens tokens the encoder may compute, padding included; the first input alone may
  ///   have more
  Plan plan(List<WaitingInput<?>> waiting, int maxTokens) {
    List<WaitingInput<?>> batch = new ArrayList<>();
    BitSet taken = new BitSet();
    long longest = 0;
    long tokens = 0;
    for (long candidate : nearest(waiting)) {
      WaitingInput<?> input = waiting.get((int) candidate);
      longest = Math.max(longest, input.length());
      tokens += input.length();
      long cost = pads ? longest * (batch.size() + 1) : tokens;
      if (!batch.isEmpty() && (batch.size() == maxInputs || cost > maxTokens)) {
        break;
      }
      batch.add(input);
      taken.set((int) candidate);
    }
    List<WaitingInput<?>> rest = new ArrayList<>(waiting.size() - batch.size());
    for (int i = 0; i < waiting.size(); i++) {
      if (!taken.get(i)) {
        rest.add(waiting.get(i));
      }
    }
    batch.sort(Comparator.comparingInt((WaitingInput<?> input) -> input.length()).reversed());
    return new Plan(batch, PriorityClass.tokens(batch), rest);
  }

  /// Indexes of the inputs of the first one's kind, nearest in length to it first and equals by
  /// turn; each in the low half of a number whose high half is the difference in length.
  private static long[] nearest(List<WaitingInput<?>> waiting) {
    long[] candidates = new long[Math.min(waiting.size(), HORIZON)];
    WaitingInput<?> first = waiting.getFirst();
    int found = 0;
    for (int i = 0; i < candidates.length; i++) {
      WaitingInput<?> input = waiting.get(i);
      if (input.isImage() == first.isImage()) {
        candidates[found++] = (long) Math.abs(input.length() - first.length()) << 32 | i;
      }
    }
    Arrays.sort(candidates, 0, found);
    return Arrays.copyOf(candidates, found);
  }
}
