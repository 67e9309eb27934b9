package dev.semblance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Gathers what is wrong with single inputs of a request, so that all of it can be told at once.
/// *Confined to the thread that opened it.*
public final class InputFaults {
  private final boolean several;
  private final List<SemblanceException> faults = new ArrayList<>();

  /// @param inputs how many the request has
  public InputFaults(int inputs) {
    this.several = inputs > 1;
  }

  /// Does the same with every input of a request.
  ///
  /// @param work from an input's index to what is made of it
  /// @throws SemblanceException as [#throwAny] and [#add]
  public static <T> List<T> each(int inputs, IntFunction<T> work) {
    var faults = new InputFaults(inputs);
    List<T> made = new ArrayList<>(inputs);
    for (int i = 0; i < inputs; i++) {
      try {
        made.add(work.apply(i));
      } catch (SemblanceException e) {
        faults.add(i, e);
      }
    }
    faults.throwAny();
    return made;
  }

  /// Takes a fault for an input's own, in the order of the inputs; of one input the first counts.
  ///
  /// @throws SemblanceException this very fault where it is [Fault#passing], and no input's own
  public void add(int input, SemblanceException fault) {
    if (fault.fault().isTransient()) {
      throw fault;
    }
    if (faults.isEmpty() || faults.getLast().input() != input) {
      faults.add(fault.ofInput(input, several));
    }
  }

  /// Ends the request if any of its inputs is bad.
  ///
  /// @throws SemblanceException the first fault, which names its input where there are several and
  ///   has the others among its [SemblanceException#ofInputs]
  public void throwAny() {
    if (faults.isEmpty()) {
      return;
    }
    SemblanceException first = faults.getFirst();
    faults.subList(1, faults.size()).forEach(first::addSuppressed);
    throw first;
  }
}
