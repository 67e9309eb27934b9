package dev.semblance.server.service;

import dev.semblance.SemblanceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Effect of a bad input on the others of its request.
public enum PartialFailure {
  /// The request fails.
  FAIL_ALL {
    @Override
    <I, T> InputResults<T> of(List<I> inputs, Function<List<I>, List<T>> work) {
      return InputResults.all(ModelFaults.marked(() -> work.apply(inputs)));
    }
  },
  /// The input fails alone; the others are served. Where all are bad, the request fails with the
  /// first fault.
  FAIL_ALONE {
    @Override
    <I, T> InputResults<T> of(List<I> inputs, Function<List<I>, List<T>> work) {
      SortedMap<Integer, SemblanceException> faults = new TreeMap<>();
      List<Integer> left = new ArrayList<>(IntStream.range(0, inputs.size()).boxed().toList());
      List<T> made =
          ModelFaults.marked(() -> {
            while (true) {
              try {
                return work.apply(left.stream().map(inputs::get).toList());
              } catch (SemblanceException e) {
                strike(e, inputs, left, faults);
              }
            }
          });
      faults.replaceAll((_, fault) -> fault.ofModel());
      return new InputResults<>(made, faults);
    }
  };

  /// Serves the inputs of a request. Faults are marked as the model's.
  ///
  /// @param work computes a result for each input, in their order; its faults name their inputs by
  ///   [SemblanceException#ofInputs]
  /// @throws SemblanceException where none can be served, or the fault is no input's own
  abstract <I, T> InputResults<T> of(List<I> inputs, Function<List<I>, List<T>> work);

  /// Removes the inputs that cannot be served, and equal ones.
  private static <I> void strike(
      SemblanceException e,
      List<I> inputs,
      List<Integer> left,
      SortedMap<Integer, SemblanceException> faults) {
    if (e.ofInputs().isEmpty()) {
      throw e;
    }
    Map<I, SemblanceException> bad = new HashMap<>();
    for (SemblanceException fault : e.ofInputs()) {
      bad.putIfAbsent(inputs.get(left.get(fault.input())), fault);
    }
    for (int place : left) {
      SemblanceException fault = bad.get(inputs.get(place));
      if (fault != null) {
        faults.put(place, fault.ofInput(place, inputs.size() > 1));
      }
    }
    left.removeAll(faults.keySet());
    if (left.isEmpty()) {
      throw faults.get(faults.firstKey());
    }
  }
}
