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

/// What the server costs beyond the engine, and how it bears more than it can do.
@Command(
    name = "load",
    description = {
      "Asks the engine directly, over HTTP and over gRPC on loopback for the same texts, in turn,"
          + " by 1, 8 and 64",
      "clients at once; then lets requests come at 80 % of what the server can do, then at ten"
          + " times it."
    },
    mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {
  private static final String MODEL = "bge-small-en-v1.5";
  private static final int ROUNDS = 6;
  private static final int MANY = 64;

  /// How many texts each client asks for before it is another contender's turn: a moment, so that a
  /// change of the machine's speed meets all of them.
  private static final int TURN = 20;

  private static final int CROWD = 2_000;

  /// Of 200 texts alone, the second-worst would say what the worst hundredth waits; and a machine
  /// that others slow down for seconds spoils a round or two.
  private static final int BUSY_ROUNDS = 9;

  @Option(
      names = "--corpus",
      description = "jsonl file of texts (default: shared/data/arxiv_cs/corpus.jsonl.gz).")
  @Nullable Path corpus;

  @Option(names = "--texts", defaultValue = "300", description = "How many (default: 300).")
  int count;

  @Option(
      names = "--minutes",
      defaultValue = "0",
      description = "Keep the server busy so long and watch its memory (default: 0).")
  double minutes;

  @Option(
      names = "--warming",
      defaultValue = "60000",
      description =
          "Requests to the server before anything is measured, which a model that computes nothing"
              + " answers: the compiler is done with the server after them (default: 60000).")
  int warming;

  @Override
  public Integer call() throws Exception {
    Path file = corpus == null ? Bench.shared("data/arxiv_cs/corpus.jsonl.gz") : corpus;
    List<String> texts = mixed(BenchTexts.read(file, count));
    try (Embedder embedder = Engine.open(MODEL, Bench.settings())) {
      warm(embedder, texts.getFirst());
      try (Doors doors = Doors.open(embedder, texts)) {
        var run = new LoadRun(embedder, doors);
        run.compare(1);
        run.added();
        run.compare(8);
        double capacity = run.compare(MANY);
        run.busy();
        run.overloaded(capacity);
        run.watchMemory(minutes);
      }
    }
    return 0;
  }

  /// The engine is native code and as fast at once; the server would not be for its first minutes.
  private void warm(Embedder embedder, String text) throws Exception {
    Embedded answer = embedder.embed(List.of(Input.of(text)), EmbedOptions.DEFAULT).getFirst();
    Embedder known = new KnownAnswer(embedder.card(), answer);
    try (Doors doors = Doors.open(known, List.of(text))) {
      for (LoadProtocol protocol : LoadProtocol.values()) {
        List<Load.Client> one = doors.clients(protocol, 1, 0);
        Load load = Load.closed(one, warming);
        close(one);
        say("%s, where nothing is computed: p50 %.2f ms", protocol.title, load.percentile(0.5));
      }
    }
  }

  /// Questions and passages: of every second text only the first words.
  private static List<String> mixed(List<String> texts) {
    List<String> mixed = new ArrayList<>();
    for (String text : texts) {
      String[] words = text.split(" ", 13);
      boolean whole = mixed.size() % 2 == 0 || words.length < 13;
      mixed.add(whole ? text : text.substring(0, text.length() - words[12].length()).strip());
    }
    return mixed;
  }

  /// How a client asks.
  private enum LoadProtocol {
    HTTP("HTTP"),
    GRPC("gRPC");

    private final String title;

    LoadProtocol(String title) {
      this.title = title;
    }
  }

  /// A server of one model by every protocol, and what it is asked.
  private record Doors(Questions questions, HttpServer http, GrpcServer grpc)
      implements AutoCloseable {

    static Doors open(Embedder embedder, List<String> texts) throws IOException {
      Services services = Services.over(List.of(embedder), null, ServiceSettings.STANDARD);
      return new Doors(
          Questions.of(embedder, texts),
          HttpServer.start(services, HttpSettings.STANDARD.withPort(0)),
          GrpcServer.start(services, GrpcSettings.STANDARD));
    }

    /// @param deadlineMillis how long a request over HTTP may wait at the server, or 0 for its own
    ///   setting
    List<Load.Client> clients(LoadProtocol protocol, int many, long deadlineMillis)
        throws IOException {
      List<Load.Client> clients = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        clients.add(
            switch (protocol) {
              case HTTP -> new HttpAsker(questions, http.port(), deadlineMillis);
              case GRPC -> new GrpcAsker(questions, grpc.port());
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
    private final Doors doors;
    private final int texts;

    LoadRun(Embedder embedder, Doors doors) {
      this.embedder = embedder;
      this.doors = doors;
      this.texts = doors.questions().size();
    }

    /// Engine and servers in turn, each for every text as often as there are rounds; answers the
    /// texts per second over HTTP.
    double compare(int clients) throws Exception {
      int turn = Math.min(texts, TURN * clients);
      List<Load.Client> direct = Collections.nCopies(clients, direct());
      List<Load.Client> http = doors.clients(LoadProtocol.HTTP, clients, 0);
      List<Load.Client> grpc = doors.clients(LoadProtocol.GRPC, clients, 0);
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
      Load engine = without(warming, alone);
      Load server = without(warming, overHttp);
      say(
          "%2d clients: engine %7.1f texts/s, p50 %7.2f ms",
          clients, engine.perSecond(), engine.percentile(0.5));
      tell(LoadProtocol.HTTP, engine, server);
      tell(LoadProtocol.GRPC, engine, without(warming, overGrpc));
      return server.perSecond();
    }

    private static Load without(int warming, List<Load> turns) {
      return Load.together(turns.subList(warming, turns.size()));
    }

    private static void tell(LoadProtocol protocol, Load engine, Load server) {
      say(
          "              %s %7.1f texts/s, p50 %7.2f ms, p99 %7.2f ms; throughput %.3f of the"
              + " engine's, %+.2f ms at the median",
          protocol.title,
          server.perSecond(),
          server.percentile(0.5),
          server.percentile(0.99),
          server.perSecond() / engine.perSecond(),
          server.percentile(0.5) - engine.percentile(0.5));
    }

    /// What a protocol adds to the answer of each text, asked for by one client: in turns, as a
    /// client goes on asking, and each text both ways one after the other, so that the server has
    /// rested meanwhile.
    void added() throws Exception {
      for (LoadProtocol protocol : LoadProtocol.values()) {
        say(
            "one client, text by text: %s adds %.2f ms at the median in turns of %d, %.2f ms in"
                + " turns of one",
            protocol.title, added(protocol, TURN), TURN, added(protocol, 1));
      }
    }

    private double added(LoadProtocol protocol, int turn) throws Exception {
      List<Load.Client> one = doors.clients(protocol, 1, 0);
      double[] added = new double[ROUNDS * texts];
      for (int from = 0; from < added.length; from += turn) {
        int end = Math.min(added.length, from + turn);
        double[] engine = inTurn(direct(), from, end);
        double[] server = inTurn(one.getFirst(), from, end);
        for (int i = from; i < end; i++) {
          added[i] = server[i - from] - engine[i - from];
        }
      }
      close(one);
      Arrays.sort(added);
      return added[added.length / 2];
    }

    private static double[] inTurn(Load.Client client, int from, int end) throws Exception {
      double[] millis = new double[end - from];
      for (int i = from; i < end; i++) {
        millis[i - from] = Load.milliseconds(client, i);
      }
      return millis;
    }

    private Load.Client direct() {
      return index ->
          embedder.embed(doors.questions().text(index), EmbedOptions.DEFAULT).length > 0;
    }

    /// Requests at 80 % of what the server could do a moment before: measured once for all, that
    /// would be too much for a machine that others slow down meanwhile.
    void busy() throws Exception {
      List<Load.Client> many = doors.clients(LoadProtocol.HTTP, MANY, 0);
      List<Load.Client> http = doors.clients(LoadProtocol.HTTP, CROWD / 10, 0);
      for (Arrivals arrivals : Arrivals.values()) {
        List<Load> rounds = new ArrayList<>();
        for (int round = 0; round < BUSY_ROUNDS; round++) {
          double capacity = Load.closed(many, texts).perSecond();
          rounds.add(Load.open(http, texts, 0.8 * capacity, arrivals, round));
        }
        Load load = Load.together(rounds);
        say(
            "at 80 %% of that, %s arrivals: p50 %.1f ms, p99 %.1f ms, %.1f times it (%s in each"
                + " round); refused %d",
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
      close(many);
    }

    private static double tail(Load load) {
      return load.percentile(0.99) / load.percentile(0.5);
    }

    void overloaded(double capacity) throws Exception {
      List<Load.Client> http = doors.clients(LoadProtocol.HTTP, CROWD, 1_000);
      Load load = Load.open(http, texts, 10 * capacity, Arrivals.RANDOM, 0);
      long ended = System.nanoTime();
      while (!http.getFirst().ask(0)) {
        Thread.onSpinWait();
      }
      long answered = System.nanoTime();
      close(http);
      say(
          "at 10 times it, each waiting 1 s at most: answered %d, refused %d, p99 of the answered"
              + " %.0f ms; the next request was answered %.0f ms after",
          load.millis().length, load.refused(), load.percentile(0.99), (answered - ended) / 1e6);
    }

    void watchMemory(double minutes) throws Exception {
      long before = residentMegabytes();
      long deadline = System.nanoTime() + (long) (minutes * 60e9);
      List<Load.Client> http = doors.clients(LoadProtocol.HTTP, 8, 0);
      long most = before;
      while (System.nanoTime() < deadline) {
        var _ = Load.closed(http, texts);
        most = Math.max(most, residentMegabytes());
      }
      close(http);
      say(
          "resident memory: %d MB, after %.1f busy minutes %d MB, at most %d MB",
          before, minutes, residentMegabytes(), most);
    }
  }

  private static void close(List<Load.Client> clients) throws IOException {
    for (Load.Client client : clients) {
      client.close();
    }
  }

  private static void say(String format, Object... figures) {
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
