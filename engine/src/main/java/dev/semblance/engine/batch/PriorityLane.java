package dev.semblance.engine.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Inputs of one urgency that wait, oldest first. *One thread at a time.*
final class PriorityLane {
  private List<WaitingInput<?>> inputs = new ArrayList<>();
  private long tokens;

  void add(List<? extends WaitingInput<?>> newest) {
    inputs.addAll(newest);
    tokens += tokens(newest);
  }

  /// Takes the planner's choice out of the line.
  ///
  /// @return longest first
  List<WaitingInput<?>> take(BatchPlanner planner, int maxTokens) {
    BatchPlanner.Plan plan = planner.plan(inputs, maxTokens);
    inputs = plan.rest();
    tokens -= tokens(plan.batch());
    return plan.batch();
  }

  /// Takes out what is not to be computed.
  ///
  /// @return what was taken out
  List<WaitingInput<?>> remove(Predicate<WaitingInput<?>> unwanted) {
    List<WaitingInput<?>> removed = inputs.stream().filter(unwanted).toList();
    if (!removed.isEmpty()) {
      inputs.removeIf(unwanted);
      tokens -= tokens(removed);
    }
    return removed;
  }

  int size() {
    return inputs.size();
  }

  boolean isEmpty() {
    return inputs.isEmpty();
  }

  /// Tokens of all that wait.
  long tokens() {
    return tokens;
  }

  /// Nanoseconds the oldest has waited; 0 for an empty line.
  long age(long now) {
    return inputs.isEmpty() ? 0 : now - inputs.getFirst().since();
  }

  static long tokens(List<? extends WaitingInput<?>> inputs) {
    return inputs.stream().mapToLong(WaitingInput::length).sum();
  }
}
