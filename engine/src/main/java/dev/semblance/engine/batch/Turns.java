package dev.semblance.engine.batch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The order of the waiting inputs of one priority class: requesters take turns by tokens, so that
/// one with many inputs does not delay one with few. *One thread at a time.*
///
/// Source: Goyal, Vin and Cheng, "Start-time fair queuing", 1996. Time is counted in tokens of each
/// requester: an input starts when its requester's inputs before it are over, and not before now;
/// now advances by a batch's tokens divided by the number of requesters that wait.
final class Turns {
  /// Requesters without inputs are forgotten when there are more than these.
  private static final int FORGOTTEN = 64;

  private final Map<Object, Flow> flows = new HashMap<>();
  private int waiting;
  private double now;

  /// The inputs of one requester.
  private static final class Flow {
    private double end;
    private int inputs;
  }

  /// The turn of one input. *One thread at a time.*
  static final class Turn {
    private final Object requester;
    private Flow flow = new Flow();
    private double start;

    /// @param requester equal for the inputs that take turns together
    Turn(Object requester) {
      this.requester = requester;
    }

    /// When the input's turn comes, in the class's time.
    double start() {
      return start;
    }
  }

  /// Gives inputs their turns, in their order.
  void enter(List<? extends WaitingInput<?>> inputs) {
    if (flows.size() > FORGOTTEN + 2 * waiting) {
      flows.values().removeIf(flow -> flow.inputs == 0 && flow.end <= now);
    }
    for (WaitingInput<?> input : inputs) {
      Turn turn = input.turn();
      turn.flow = flows.computeIfAbsent(turn.requester, _ -> new Flow());
      turn.start = Math.max(now, turn.flow.end);
      turn.flow.end = turn.start + input.length();
      if (turn.flow.inputs++ == 0) {
        waiting++;
      }
    }
  }

  /// Counts inputs that are computed now. Allocates nothing, so it cannot fail halfway.
  void start(List<? extends WaitingInput<?>> inputs) {
    now += (double) PriorityClass.tokens(inputs) / Math.max(1, waiting);
    leave(inputs);
  }

  /// Counts inputs that no longer wait. Allocates nothing, so it cannot fail halfway.
  void leave(List<? extends WaitingInput<?>> inputs) {
    for (WaitingInput<?> input : inputs) {
      if (--input.turn().flow.inputs == 0) {
        waiting--;
      }
    }
  }
}
