package dev.semblance.server.service;

import dev.semblance.SemblanceException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What became of the inputs of a request.
///
/// @param made of those that could be served, one at least, in the request's order
/// @param faults why the others could not, by their places in it; none where one bad input fails
///   all
public record InputResults<T>(List<T> made, SortedMap<Integer, SemblanceException> faults) {

  /// The first fault; null where there is none.
  public @Nullable SemblanceException firstFault() {
    return faults.isEmpty() ? null : faults.get(faults.firstKey());
  }

  /// Of inputs that were all served.
  public static <T> InputResults<T> all(List<T> made) {
    return new InputResults<>(made, new TreeMap<>());
  }

  /// All of them in the request's order.
  ///
  /// @param fault what stands in the place of an input that could not be served
  public <R> List<R> inOrder(Function<T, R> result, Function<SemblanceException, R> fault) {
    List<R> all = new ArrayList<>(made.size() + faults.size());
    for (T one : made) {
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

  /// Of the request's inputs those that could be served.
  <I> List<I> served(List<I> inputs) {
    return faults.isEmpty()
        ? inputs
        : IntStream.range(0, inputs.size())
            .filter(i -> !faults.containsKey(i))
            .mapToObj(inputs::get)
            .toList();
  }

  /// The same faults, beside something else of each input that could be served.
  public <R> InputResults<R> with(List<R> changed) {
    return new InputResults<>(changed, faults);
  }
}
