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

/// Requests at a server or an engine, and what became of them.
///
/// @param seconds from the first request to the last answer
/// @param millis of every answered request, ascending
/// @param refused how many were refused because there were too many
record Load(double seconds, double[] millis, int refused) {

  /// One client's way to ask for a text.
  interface Client extends AutoCloseable {
    /// @param index which text
    /// @return whether it was answered rather than refused
    boolean ask(int index) throws Exception;

    @Override
    default void close() throws IOException {}
  }

  /// Every client asks for the next text as soon as its last was answered.
  static Load closed(List<? extends Client> clients, int texts) throws InterruptedException {
    return closed(clients, 0, texts);
  }

  /// As above, beginning with text `from`.
  static Load closed(List<? extends Client> clients, int from, int texts)
      throws InterruptedException {
    return run(clients, from, texts, new long[0]);
  }

  /// When requests come, whatever the server does.
  enum Arrivals {
    /// One after another at the same distance, as most load generators send them.
    EVEN {
      @Override
      double distance(Random random) {
        return 1;
      }
    },
    /// Each without regard to the others, as people do (a Poisson process): in bursts.
    RANDOM {
      @Override
      double distance(Random random) {
        return -Math.log(1 - random.nextDouble());
      }
    };

    /// From one to the next, as a part of the mean.
    abstract double distance(Random random);
  }

  /// Requests come `perSecond` on average; each waits for a free client and its time counts from
  /// when it came.
  static Load open(
      List<? extends Client> clients, int texts, double perSecond, Arrivals arrivals, long seed)
      throws InterruptedException {
    Random random = new Random(seed);
    long[] due = new long[texts];
    double at = 0;
    for (int i = 0; i < texts; i++) {
      at += arrivals.distance(random) / perSecond;
      due[i] = (long) (at * 1e9);
    }
    return run(clients, 0, texts, due);
  }

  /// How long one client waits for one text.
  static double milliseconds(Client client, int index) throws Exception {
    long started = System.nanoTime();
    if (!client.ask(index)) {
      throw new IllegalStateException("refused, with nobody else about");
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

  /// Milliseconds of each request of one client, NaN where it was refused.
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
      boolean answered = client.ask(i);
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

  /// Both halves of several runs' requests as one.
  static Load together(List<Load> runs) {
    return new Load(
        runs.stream().mapToDouble(Load::seconds).sum(),
        runs.stream().flatMapToDouble(run -> Arrays.stream(run.millis)).sorted().toArray(),
        runs.stream().mapToInt(Load::refused).sum());
  }
}
