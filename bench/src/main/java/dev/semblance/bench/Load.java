package dev.semblance.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Result of a number of requests to a server or an engine, and the ways to send them.
///
/// @param seconds from the first request to the last reply
/// @param millis of every successful request, ascending
/// @param refused number of requests rejected with 429 or RESOURCE_EXHAUSTED
record Load(double seconds, double[] millis, int refused) {

  /// A client that sends texts.
  interface Client extends AutoCloseable {
    /// @param index of the text
    /// @return false where it was rejected
    boolean send(int index) throws Exception;

    @Override
    default void close() throws IOException {}
  }

  /// A closed loop: every client sends the next text as soon as it has its reply.
  static Load closed(List<? extends Client> clients, int texts) throws InterruptedException {
    return closed(clients, 0, texts);
  }

  /// As above, beginning with text `from`.
  static Load closed(List<? extends Client> clients, int from, int texts)
      throws InterruptedException {
    return run(clients, from, texts, new long[0]);
  }

  /// Arrival process of an open loop.
  enum Arrivals {
    /// At constant intervals, as most load generators send them.
    EVEN {
      @Override
      double interval(Random random) {
        return 1;
      }
    },
    /// A Poisson process: independent requests, in bursts.
    RANDOM {
      @Override
      double interval(Random random) {
        return -Math.log(1 - random.nextDouble());
      }
    };

    /// Interval to the next request, in units of the mean.
    abstract double interval(Random random);
  }

  /// An open loop: `perSecond` requests arrive on average; each waits for a free client, and its
  /// latency counts from its arrival.
  static Load open(
      List<? extends Client> clients, int texts, double perSecond, Arrivals arrivals, long seed)
      throws InterruptedException {
    Random random = new Random(seed);
    long[] due = new long[texts];
    double at = 0;
    for (int i = 0; i < texts; i++) {
      at += arrivals.interval(random) / perSecond;
      due[i] = (long) (at * 1e9);
    }
    return run(clients, 0, texts, due);
  }

  /// Latency of one text.
  static double milliseconds(Client client, int index) throws Exception {
    long started = System.nanoTime();
    if (!client.send(index)) {
      throw new IllegalStateException("rejected although there is no other request");
    }
    return (System.nanoTime() - started) / 1e6;
  }

  private static Load run(List<? extends Client> clients, int first, int texts, long[] due)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger(first);
    long started = System.nanoTime();
    List<Double> millis = new ArrayList<>();
    int refused = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
      List<Callable<List<Double>>> work = new ArrayList<>();
      for (Client client : clients) {
        work.add(() -> requests(client, next, first + texts, due, started));
      }
      for (Future<List<Double>> done : threads.invokeAll(work)) {
        for (double time : done.get()) {
          if (Double.isNaN(time)) {
            refused++;
          } else {
            millis.add(time);
          }
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    return new Load(
        seconds, millis.stream().mapToDouble(Double::doubleValue).sorted().toArray(), refused);
  }

  /// Milliseconds of each request of one client, NaN where it was rejected.
  private static List<Double> requests(
      Client client, AtomicInteger next, int end, long[] due, long started) throws Exception {
    List<Double> times = new ArrayList<>();
    for (int i = next.getAndIncrement(); i < end; i = next.getAndIncrement()) {
      long from = System.nanoTime();
      if (due.length > 0) {
        from = started + due[i];
        for (long left = from - System.nanoTime(); left > 0; left = from - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
      }
      boolean answered = client.send(i);
      times.add(answered ? (System.nanoTime() - from) / 1e6 : Double.NaN);
    }
    return times;
  }

  double perSecond() {
    return millis.length / seconds;
  }

  /// @param share 0 … 1
  double percentile(double share) {
    return millis.length == 0
        ? Double.NaN
        : millis[Math.min(millis.length - 1, (int) (share * millis.length))];
  }

  /// Several results as one.
  static Load merge(List<Load> runs) {
    return new Load(
        runs.stream().mapToDouble(Load::seconds).sum(),
        runs.stream().flatMapToDouble(run -> Arrays.stream(run.millis)).sorted().toArray(),
        runs.stream().mapToInt(Load::refused).sum());
  }
}
