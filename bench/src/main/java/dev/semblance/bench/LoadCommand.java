package dev.semblance.bench;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.bench.Load.Arrivals;
import dev.semblance.engine.Engine;
import dev.semblance.server.grpc.GrpcServer;
import dev.semblance.server.grpc.GrpcSettings;
import dev.semblance.server.http.HttpServer;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The cost of the server beyond the engine, and its behaviour under overload.
@Command(
    name = "load",
    description = {
      "Measure what the server adds to the engine, and its behaviour under overload.",
      "",
      "Sends the same texts to the engine directly, over HTTP and over gRPC on loopback, in turn,"
          + " by 1, 8 and 64 concurrent clients; then sends requests at 80 %% of the server's"
          + " capacity, then at ten times the capacity."
    },
    mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {
  private static final int ROUNDS = 6;
  private static final int MAX_CLIENTS = 64;

  /// Texts of each client before the turn of the next contender: few, so that a change of the
  /// machine's speed affects all of them.
  private static final int TEXTS_PER_TURN = 20;

  private static final int OVERLOAD_CLIENTS = 2_000;

  /// With one round of 200 texts, p99 would be the second-worst request; and other load on the
  /// machine may disturb a round or two.
  private static final int BUSY_ROUNDS = 9;

  @Option(
      names = "--corpus",
      description = "jsonl file of texts (default: shared/data/arxiv_cs/corpus.jsonl.gz).")
  @Nullable Path corpus;

  @Option(names = "--texts", defaultValue = "300", description = "Number of texts (default: 300).")
  int count;

  @Option(
      names = "--minutes",
      defaultValue = "0",
      description = "Minutes under load to observe memory (default: 0).")
  double minutes;

  @Option(
      names = "--warming",
      defaultValue = "60000",
      description =
          "Unmeasured requests with a model that computes nothing, after which the server is"
              + " compiled (default: 60000).")
  int warmupRequests;

  @Option(
      names = "--serve",
      description =
          "Instead of all this, measure the resident memory of `serve` in its own process: at rest,"
              + " under 8 clients that send lists of 16 texts, and 30 s after.")
  boolean serve;

  @Option(
      names = "--lists",
      defaultValue = "40",
      description = "With --serve: lists that each client sends (default: 40).")
  int lists;

  @Option(
      names = "--encoder-precision",
      defaultValue = "auto",
      description = "With --serve: arithmetic of the encoder (default: auto).")
  String precision = "auto";

  @Override
  public Integer call() throws Exception {
    Path file = Bench.requiredCorpus(corpus);
    if (serve) {
      new ServeLoad(precision, lists).run(BenchTexts.read(file, Math.max(16, count)));
      return 0;
    }
    List<String> texts = mixed(BenchTexts.read(file, count));
    try (Embedder embedder = Engine.open(Bench.MODEL, Bench.settings())) {
      warm(embedder, texts.getFirst());
      try (LoadServers servers = LoadServers.open(embedder, texts)) {
        var run = new LoadRun(embedder, servers);
        run.compare(1);
        run.added();
        run.compare(8);
        double capacity = run.compare(MAX_CLIENTS);
        run.busy();
        run.overloaded(capacity);
        run.watchMemory(minutes);
      }
    }
    return 0;
  }

  /// The engine is native code and needs no warm-up; the server is slower until it is compiled.
  private void warm(Embedder embedder, String text) throws Exception {
    Embedded embedded = embedder.embed(List.of(Input.of(text)), EmbedOptions.DEFAULT).getFirst();
    Embedder fixed = new FixedEmbedder(embedder.card(), embedded);
    try (LoadServers servers = LoadServers.open(fixed, List.of(text))) {
      for (LoadProtocol protocol : LoadProtocol.values()) {
        List<Load.Client> single = servers.clients(protocol, 1, 0);
        Load load = Load.closed(single, warmupRequests);
        close(single);
        print("%s, without computation: p50 %.2f ms", protocol.title, load.percentile(0.5));
      }
    }
  }

  /// Short and long texts: every second text is cut to its first 12 words.
  private static List<String> mixed(List<String> texts) {
    List<String> mixed = new ArrayList<>();
    for (String text : texts) {
      String[] words = text.split(" ", 13);
      boolean whole = mixed.size() % 2 == 0 || words.length < 13;
      mixed.add(whole ? text : text.substring(0, text.length() - words[12].length()).strip());
    }
    return mixed;
  }

  /// Protocol of a client.
  private enum LoadProtocol {
    HTTP("HTTP"),
    GRPC("gRPC");

    private final String title;

    LoadProtocol(String title) {
      this.title = title;
    }
  }

  /// Servers of one model, one per protocol, and the texts to send.
  private record LoadServers(LoadTexts texts, HttpServer http, GrpcServer grpc)
      implements AutoCloseable {

    static LoadServers open(Embedder embedder, List<String> texts) throws IOException {
      Services services = Services.over(List.of(embedder), null, ServiceSettings.STANDARD);
      return new LoadServers(
          LoadTexts.of(embedder, texts),
          HttpServer.start(services, HttpSettings.STANDARD.withPort(0)),
          GrpcServer.start(services, GrpcSettings.STANDARD));
    }

    /// @param deadlineMillis time an HTTP request may wait at the server, or 0 for its default
    List<Load.Client> clients(LoadProtocol protocol, int count, long deadlineMillis)
        throws IOException {
      List<Load.Client> clients = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        clients.add(
            switch (protocol) {
              case HTTP -> new HttpLoadClient(texts, http.port(), deadlineMillis);
              case GRPC -> new GrpcLoadClient(texts, grpc.port());
            });
      }
      return clients;
    }

    @Override
    public void close() {
      http.close();
      grpc.close();
    }
  }

  private static final class LoadRun {
    private final Embedder embedder;
    private final LoadServers servers;
    private final int texts;

    LoadRun(Embedder embedder, LoadServers servers) {
      this.embedder = embedder;
      this.servers = servers;
      this.texts = servers.texts().size();
    }

    /// Engine and servers in turn, each text once per round.
    ///
    /// @return texts per second over HTTP
    double compare(int clients) throws Exception {
      int turn = Math.min(texts, TEXTS_PER_TURN * clients);
      List<Load.Client> direct = Collections.nCopies(clients, direct());
      List<Load.Client> http = servers.clients(LoadProtocol.HTTP, clients, 0);
      List<Load.Client> grpc = servers.clients(LoadProtocol.GRPC, clients, 0);
      List<Load> alone = new ArrayList<>();
      List<Load> overHttp = new ArrayList<>();
      List<Load> overGrpc = new ArrayList<>();
      for (int from = 0; from < (ROUNDS + 1) * texts; from += turn) {
        alone.add(Load.closed(direct, from, turn));
        overHttp.add(Load.closed(http, from, turn));
        overGrpc.add(Load.closed(grpc, from, turn));
      }
      close(http);
      close(grpc);
      int warming = texts / turn;
      Load engine = afterWarmup(warming, alone);
      Load server = afterWarmup(warming, overHttp);
      print(
          "%2d clients: engine %7.1f texts/s, p50 %7.2f ms",
          clients, engine.perSecond(), engine.percentile(0.5));
      printProtocol(LoadProtocol.HTTP, engine, server);
      printProtocol(LoadProtocol.GRPC, engine, afterWarmup(warming, overGrpc));
      return server.perSecond();
    }

    private static Load afterWarmup(int warming, List<Load> turns) {
      return Load.merge(turns.subList(warming, turns.size()));
    }

    private static void printProtocol(LoadProtocol protocol, Load engine, Load server) {
      print(
          "              %s %7.1f texts/s, p50 %7.2f ms, p99 %7.2f ms; throughput %.3f of the"
              + " engine's, %+.2f ms at the median",
          protocol.title,
          server.perSecond(),
          server.percentile(0.5),
          server.percentile(0.99),
          server.perSecond() / engine.perSecond(),
          server.percentile(0.5) - engine.percentile(0.5));
    }

    /// Latency that a protocol adds to each text of one client: in turns of several texts, as for a
    /// busy client, and in turns of one text, where the server is idle in between.
    void added() throws Exception {
      for (LoadProtocol protocol : LoadProtocol.values()) {
        print(
            "one client, text by text: %s adds %.2f ms at the median in turns of %d, %.2f ms in"
                + " turns of one",
            protocol.title, added(protocol, TEXTS_PER_TURN), TEXTS_PER_TURN, added(protocol, 1));
      }
    }

    private double added(LoadProtocol protocol, int turn) throws Exception {
      List<Load.Client> single = servers.clients(protocol, 1, 0);
      double[] added = new double[ROUNDS * texts];
      for (int from = 0; from < added.length; from += turn) {
        int end = Math.min(added.length, from + turn);
        double[] engine = latencies(direct(), from, end);
        double[] server = latencies(single.getFirst(), from, end);
        for (int i = from; i < end; i++) {
          added[i] = server[i - from] - engine[i - from];
        }
      }
      close(single);
      Arrays.sort(added);
      return added[added.length / 2];
    }

    private static double[] latencies(Load.Client client, int from, int end) throws Exception {
      double[] millis = new double[end - from];
      for (int i = from; i < end; i++) {
        millis[i - from] = Load.milliseconds(client, i);
      }
      return millis;
    }

    private Load.Client direct() {
      return index -> embedder.embed(servers.texts().text(index), EmbedOptions.DEFAULT).length > 0;
    }

    /// Requests at 80 % of the capacity measured just before each round: other load on the machine
    /// may change the capacity between rounds.
    void busy() throws Exception {
      List<Load.Client> closedClients = servers.clients(LoadProtocol.HTTP, MAX_CLIENTS, 0);
      List<Load.Client> http = servers.clients(LoadProtocol.HTTP, OVERLOAD_CLIENTS / 10, 0);
      for (Arrivals arrivals : Arrivals.values()) {
        List<Load> rounds = new ArrayList<>();
        for (int round = 0; round < BUSY_ROUNDS; round++) {
          double capacity = Load.closed(closedClients, texts).perSecond();
          rounds.add(Load.open(http, texts, 0.8 * capacity, arrivals, round));
        }
        Load load = Load.merge(rounds);
        print(
            "at 80 %% of capacity, %s arrivals: p50 %.1f ms, p99 %.1f ms, p99/p50 %.1f (%s in each"
                + " round); rejected %d",
            arrivals.name().toLowerCase(Locale.ROOT),
            load.percentile(0.5),
            load.percentile(0.99),
            tail(load),
            rounds.stream()
                .map(LoadRun::tail)
                .sorted()
                .map(times -> String.format(Locale.ROOT, "%.1f", times))
                .collect(Collectors.joining(" ")),
            load.refused());
      }
      close(http);
      close(closedClients);
    }

    private static double tail(Load load) {
      return load.percentile(0.99) / load.percentile(0.5);
    }

    void overloaded(double capacity) throws Exception {
      List<Load.Client> http = servers.clients(LoadProtocol.HTTP, OVERLOAD_CLIENTS, 1_000);
      Load load = Load.open(http, texts, 10 * capacity, Arrivals.RANDOM, 0);
      long ended = System.nanoTime();
      while (!http.getFirst().send(0)) {
        Thread.onSpinWait();
      }
      long answered = System.nanoTime();
      close(http);
      print(
          "at 10 times the capacity, deadline 1 s: %d succeeded, %d rejected, p99 of the successful"
              + " %.0f ms; the next request succeeded %.0f ms later",
          load.millis().length, load.refused(), load.percentile(0.99), (answered - ended) / 1e6);
    }

    void watchMemory(double minutes) throws Exception {
      long before = residentMegabytes();
      long deadline = System.nanoTime() + (long) (minutes * 60e9);
      List<Load.Client> http = servers.clients(LoadProtocol.HTTP, 8, 0);
      long peak = before;
      while (System.nanoTime() < deadline) {
        var _ = Load.closed(http, texts);
        peak = Math.max(peak, residentMegabytes());
      }
      close(http);
      print(
          "resident memory: %d MB, after %.1f minutes under load %d MB, peak %d MB",
          before, minutes, residentMegabytes(), peak);
    }
  }

  private static void close(List<Load.Client> clients) throws IOException {
    for (Load.Client client : clients) {
      client.close();
    }
  }

  private static void print(String format, Object... figures) {
    System.out.printf(Locale.ROOT, format + "%n", figures);
  }

  private static long residentMegabytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return -1;
  }
}
