package dev.semblance.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs contenders in turn, A B C A B C …, so that a change of the machine's speed affects all of
/// them, and takes the median of each.
///
/// A turn begins with a pause, until no thread of the previous one spins, and an unmeasured run
/// with cold CPU caches; a few measured runs follow.
final class Interleaved {
  private static final double WARM_SECONDS = 1;
  private static final long PAUSE_MILLIS = 60;
  private static final long TURN_NANOS = 40_000_000;
  private static final int MAX_ROUNDS = 200;

  private final Map<String, Runnable> contenders = new LinkedHashMap<>();

  Interleaved add(String name, Runnable run) {
    contenders.put(name, run);
    return this;
  }

  /// Runs rounds until the time is up, but at least `minRounds`.
  ///
  /// @param seconds for all contenders together
  /// @return median milliseconds by name, in the order they were added
  Map<String, Double> medians(int minRounds, double seconds) {
    contenders.values().forEach(Interleaved::warm);
    Map<String, List<Long>> times = new LinkedHashMap<>();
    contenders.keySet().forEach(name -> times.put(name, new ArrayList<>()));
    long deadline = System.nanoTime() + (long) (seconds * 1e9);
    for (int round = 0;
        round < minRounds || (round < MAX_ROUNDS && System.nanoTime() < deadline);
        round++) {
      for (Map.Entry<String, Runnable> contender : contenders.entrySet()) {
        pause();
        times
            .computeIfAbsent(contender.getKey(), _ -> new ArrayList<>())
            .addAll(turn(contender.getValue()));
      }
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    times.forEach((name, all) -> medians.put(name, median(all)));
    return medians;
  }

  /// Nanoseconds of the runs of a turn.
  private static List<Long> turn(Runnable contender) {
    contender.run();
    List<Long> nanos = new ArrayList<>();
    long deadline = System.nanoTime() + TURN_NANOS;
    do {
      long started = System.nanoTime();
      contender.run();
      nanos.add(System.nanoTime() - started);
    } while (System.nanoTime() < deadline);
    return nanos;
  }

  private static void warm(Runnable contender) {
    long deadline = System.nanoTime() + (long) (WARM_SECONDS * 1e9);
    do {
      contender.run();
    } while (System.nanoTime() < deadline);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static double median(List<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1
            ? sorted[middle]
            : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    return median / 1e6;
  }
}
