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

/// What one bad input does to the others of its request.
public enum PartialFailure {
  /// It fails them all.
  FAIL_ALL {
    @Override
    <I, T> InputResults<T> of(List<I> inputs, Function<List<I>, List<T>> work) {
      return InputResults.all(TeiMessages.reworded(() -> work.apply(inputs)));
    }
  },
  /// It fails alone: the others are served without it. Where all are bad, the first fails the
  /// request.
  FAIL_ALONE {
    @Override
    <I, T> InputResults<T> of(List<I> inputs, Function<List<I>, List<T>> work) {
      SortedMap<Integer, SemblanceException> faults = new TreeMap<>();
      List<Integer> left = new ArrayList<>(IntStream.range(0, inputs.size()).boxed().toList());
      List<T> made =
          TeiMessages.reworded(() -> {
            while (true) {
              try {
                return work.apply(left.stream().map(inputs::get).toList());
              } catch (SemblanceException e) {
                strike(e, inputs, left, faults);
              }
            }
          });
      faults.replaceAll((_, fault) -> TeiMessages.of(fault));
      return new InputResults<>(made, faults);
    }
  };

  /// Serves the inputs of a request. Faults are worded for clients.
  ///
  /// @param work from inputs to what is made of each, in their order; its faults say whose they
  ///   are, by [SemblanceException#ofInputs]
  /// @throws SemblanceException where none can be served, or the fault is no input's own
  abstract <I, T> InputResults<T> of(List<I> inputs, Function<List<I>, List<T>> work);

  /// Strikes those off that cannot be served, and others like them.
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
