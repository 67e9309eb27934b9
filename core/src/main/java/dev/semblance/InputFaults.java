package dev.semblance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Collects the faults of single inputs of a request, so that all can be reported at once.
/// *Confined to the thread that opened it.*
public final class InputFaults {
  private final boolean several;
  private final List<SemblanceException> faults = new ArrayList<>();

  /// @param inputs how many the request has
  public InputFaults(int inputs) {
    this.several = inputs > 1;
  }

  /// Applies a function to every input of a request.
  ///
  /// @param work from an input's index to its result
  /// @throws SemblanceException as [#throwAny] and [#add]
  public static <T> List<T> each(int inputs, IntFunction<T> work) {
    var faults = new InputFaults(inputs);
    List<T> results = new ArrayList<>(inputs);
    for (int i = 0; i < inputs; i++) {
      try {
        results.add(work.apply(i));
      } catch (SemblanceException e) {
        faults.add(i, e);
      }
    }
    faults.throwAny();
    return results;
  }

  /// Adds an input's fault, in the order of the inputs; the first of each input counts.
  ///
  /// @throws SemblanceException this fault where it is [Fault#isTransient] and so not specific to
  ///   an input
  public void add(int input, SemblanceException fault) {
    if (fault.fault().isTransient()) {
      throw fault;
    }
    if (faults.isEmpty() || faults.getLast().input() != input) {
      faults.add(fault.ofInput(input, several));
    }
  }

  /// Throws if any input has a fault.
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
