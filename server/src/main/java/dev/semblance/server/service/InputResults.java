package dev.semblance.server.service;

import dev.semblance.SemblanceException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Results of the inputs of a request.
///
/// @param values results of the inputs that could be served, at least one, in the request's order
/// @param faults of the others, by their index in the request; empty where one bad input fails all
public record InputResults<T>(List<T> values, SortedMap<Integer, SemblanceException> faults) {

  /// The first fault; null where there is none.
  public @Nullable SemblanceException firstFault() {
    return faults.isEmpty() ? null : faults.get(faults.firstKey());
  }

  /// Without faults.
  public static <T> InputResults<T> all(List<T> made) {
    return new InputResults<>(made, new TreeMap<>());
  }

  /// Results and faults in the request's order.
  ///
  /// @param fault what an input that could not be served is replaced by
  public <R> List<R> inOrder(Function<T, R> result, Function<SemblanceException, R> fault) {
    List<R> all = new ArrayList<>(values.size() + faults.size());
    for (T one : values) {
      faultsAt(all, fault);
      all.add(result.apply(one));
    }
    faultsAt(all, fault);
    return all;
  }

  private <R> void faultsAt(List<R> all, Function<SemblanceException, R> fault) {
    for (var next = faults.get(all.size()); next != null; next = faults.get(all.size())) {
      all.add(fault.apply(next));
    }
  }

  /// The request's inputs that could be served.
  <I> List<I> served(List<I> inputs) {
    return faults.isEmpty()
        ? inputs
        : IntStream.range(0, inputs.size())
            .filter(i -> !faults.containsKey(i))
            .mapToObj(inputs::get)
            .toList();
  }

  /// The same faults, with other results of the inputs that could be served.
  public <R> InputResults<R> with(List<R> changed) {
    return new InputResults<>(changed, faults);
  }
}
