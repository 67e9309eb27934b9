package dev.semblance.engine.embed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Chooses which of the waiting inputs run together. *Safe for use by many threads.*
///
/// The oldest always runs, so nothing starves; the rest of the batch are those nearest to it in
/// length, so that an encoder that pads wastes little. Complexity O(w log w) for w waiting inputs.
final class BatchPlanner {
  private final QueueLimits limits;

  BatchPlanner(QueueLimits limits) {
    this.limits = limits;
  }

  /// Takes the next batch out of `waiting`.
  ///
  /// @param waiting oldest first, not empty; abandoned inputs are dropped from it
  /// @return longest first; empty when every input was abandoned
  List<WaitingInput<?>> take(List<WaitingInput<?>> waiting) {
    waiting.removeIf(WaitingInput::abandoned);
    if (waiting.isEmpty()) {
      return List.of();
    }
    int target = waiting.getFirst().length();
    List<WaitingInput<?>> nearest = new ArrayList<>(waiting);
    nearest.sort(Comparator.comparingInt(input -> Math.abs(input.length() - target)));

    List<WaitingInput<?>> batch = new ArrayList<>();
    int longest = 0;
    for (WaitingInput<?> input : nearest) {
      longest = Math.max(longest, input.length());
      boolean fits =
          batch.size() < limits.batchInputs()
              && (long) longest * (batch.size() + 1) <= limits.batchTokens();
      if (!fits && !batch.isEmpty()) {
        break;
      }
      batch.add(input);
    }
    Set<WaitingInput<?>> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    taken.addAll(batch);
    waiting.removeIf(taken::contains);
    batch.sort((a, b) -> Integer.compare(b.length(), a.length()));
    return batch;
  }
}
