package dev.semblance.engine.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// A priority class: the waiting inputs of one priority, in the order of their turns. *One thread
/// at a time.*
final class PriorityClass {
  private static final Comparator<WaitingInput<?>> BY_TURN =
      Comparator.comparingDouble(input -> input.turn().start());

  private final Turns turns = new Turns();
  private List<WaitingInput<?>> inputs = new ArrayList<>();
  private long tokens;

  void add(List<? extends WaitingInput<?>> newest) {
    inputs.addAll(newest);
    turns.enter(newest);
    tokens += tokens(newest);
    inputs.sort(BY_TURN);
  }

  /// The inputs of the next batch; the class stays as it is until [#remove(BatchPlanner.Plan)].
  BatchPlanner.Plan plan(BatchPlanner planner, int maxTokens) {
    return planner.plan(inputs, maxTokens);
  }

  /// Removes the inputs of a batch. Allocates nothing, so it cannot fail halfway.
  ///
  /// @param plan of this class, unchanged since
  void remove(BatchPlanner.Plan plan) {
    inputs = plan.rest();
    turns.start(plan.batch());
    tokens -= plan.tokens();
  }

  /// Removes inputs that are not to be computed. They are in `removed` before they leave the class,
  /// so that none is lost if this fails halfway.
  ///
  /// @param removed gets them at its end, in the order of their turns
  void moveTo(List<WaitingInput<?>> removed, Predicate<WaitingInput<?>> unwanted) {
    List<WaitingInput<?>> moved = inputs.stream().filter(unwanted).toList();
    if (!moved.isEmpty()) {
      removed.addAll(moved);
      inputs.removeIf(unwanted);
      turns.leave(moved);
      tokens -= tokens(moved);
    }
  }

  int size() {
    return inputs.size();
  }

  boolean isEmpty() {
    return inputs.isEmpty();
  }

  /// Tokens of all waiting inputs.
  long tokens() {
    return tokens;
  }

  /// Nanoseconds the oldest input has waited; 0 for an empty class.
  ///
  /// @param now [System#nanoTime]
  long age(long now) {
    long age = 0;
    for (WaitingInput<?> input : inputs) {
      age = Math.max(age, input.age(now));
    }
    return age;
  }

  static long tokens(List<? extends WaitingInput<?>> inputs) {
    long tokens = 0;
    for (WaitingInput<?> input : inputs) {
      tokens += input.length();
    }
    return tokens;
  }
}
