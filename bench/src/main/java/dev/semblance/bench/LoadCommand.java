package dev.semblance.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.engine.Engine;
import dev.semblance.server.http.HttpServer;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Services;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What the server costs beyond the engine, and how it bears more than it can do.
@Command(
    name = "load",
    description = {
      "Asks the engine directly and through HTTP on loopback for the same texts, in turn, by 1, 8"
          + " and 64",
      "clients at once; then lets requests come at 80 % of what the server can do, then at ten"
          + " times it."
    },
    mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {
  private static final String MODEL = "bge-small-en-v1.5";
  private static final int ROUNDS = 6;
  private static final int MANY = 64;
  private static final int CROWD = 2_000;
  private static final double AGREE = 1e-5;

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
    List<String> texts = mixed(Texts.read(file, count));
    try (Embedder embedder = Engine.open(MODEL, Bench.settings())) {
      warm(embedder, texts.getFirst());
      Services services = Services.over(List.of(embedder), null, ServiceSettings.STANDARD);
      try (HttpServer server = HttpServer.start(services, HttpSettings.STANDARD.withPort(0))) {
        var run = new Run(embedder, server.port(), texts);
        run.compare(1);
        run.added();
        run.compare(8);
        double capacity = run.compare(MANY);
        run.busy(capacity);
        run.overloaded(capacity);
        run.watchMemory();
      }
    }
    return 0;
  }

  /// The engine is native code and as fast at once; the server would not be for its first minutes.
  private void warm(Embedder embedder, String text) throws Exception {
    Embedded answer = embedder.embed(List.of(Input.of(text)), EmbedOptions.DEFAULT).getFirst();
    Embedder known = new KnownAnswer(embedder.model(), answer);
    Services services = Services.over(List.of(known), null, ServiceSettings.STANDARD);
    try (HttpServer server = HttpServer.start(services, HttpSettings.STANDARD.withPort(0));
        HttpClient client = new HttpClient(new Run(known, server.port(), List.of(text)))) {
      Load answers = Load.closed(List.of(client), warming);
      Run.say("an answer that takes no computing: p50 %.2f ms", answers.percentile(0.5));
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

  private final class Run {
    private final Embedder embedder;
    private final int port;
    private final List<String> texts;
    private final List<float[]> vectors = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private final JsonMapper mapper = new JsonMapper();

    Run(Embedder embedder, int port, List<String> texts) throws IOException {
      this.embedder = embedder;
      this.port = port;
      this.texts = texts;
      for (String text : texts) {
        vectors.add(embedder.embed(text, EmbedOptions.DEFAULT));
        bodies.add(mapper.writeValueAsBytes(mapper.createObjectNode().put("inputs", text)));
      }
    }

    /// Engine and server in turn; answers the server's texts per second.
    double compare(int clients) throws Exception {
      List<Load.Client> direct = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        direct.add(direct());
      }
      List<HttpClient> http = httpClients(clients);
      try {
        List<Load> alone = new ArrayList<>();
        List<Load> served = new ArrayList<>();
        for (int round = -1; round < ROUNDS; round++) {
          Load engine = Load.closed(direct, texts.size());
          Load server = Load.closed(http, texts.size());
          if (round >= 0) {
            alone.add(engine);
            served.add(server);
          }
        }
        Load engine = Load.together(alone);
        Load server = Load.together(served);
        say(
            "%2d clients: engine %7.1f texts/s, p50 %7.2f ms | HTTP %7.1f texts/s, p50 %7.2f ms,"
                + " p99 %7.2f ms | throughput %.3f of the engine's, %+.2f ms at the median",
            clients,
            engine.perSecond(),
            engine.percentile(0.5),
            server.perSecond(),
            server.percentile(0.5),
            server.percentile(0.99),
            server.perSecond() / engine.perSecond(),
            server.percentile(0.5) - engine.percentile(0.5));
        return server.perSecond();
      } finally {
        close(http);
      }
    }

    /// What HTTP adds to the answer of each text, asked in both ways one after the other.
    void added() throws Exception {
      double[] millis = new double[ROUNDS * texts.size()];
      try (HttpClient client = new HttpClient(this)) {
        for (int i = 0; i < millis.length; i++) {
          int index = i % texts.size();
          Load.Client engine = direct();
          // Whoever comes second finds the text's weights and tokens warmer.
          boolean engineFirst = i / texts.size() % 2 == 0;
          double first = Load.milliseconds(engineFirst ? engine : client, index);
          double second = Load.milliseconds(engineFirst ? client : engine, index);
          millis[i] = engineFirst ? second - first : first - second;
        }
      }
      Arrays.sort(millis);
      say("one client, text by text: HTTP adds %.2f ms at the median", millis[millis.length / 2]);
    }

    private Load.Client direct() {
      return index -> embedder.embed(texts.get(index), EmbedOptions.DEFAULT).length > 0;
    }

    void busy(double capacity) throws Exception {
      List<HttpClient> http = httpClients(CROWD / 10);
      Load load = Load.open(http, texts.size(), 0.8 * capacity);
      close(http);
      say(
          "at 80 %% of that: p50 %.1f ms, p99 %.1f ms, %.1f times it; refused %d",
          load.percentile(0.5),
          load.percentile(0.99),
          load.percentile(0.99) / load.percentile(0.5),
          load.refused());
    }

    void overloaded(double capacity) throws Exception {
      List<HttpClient> http = httpClients(CROWD);
      http.forEach(client -> client.deadlineMillis = 1_000);
      Load load = Load.open(http, texts.size(), 10 * capacity);
      long ended = System.nanoTime();
      try (HttpClient one = new HttpClient(this)) {
        while (!one.ask(0)) {
          Thread.onSpinWait();
        }
      }
      close(http);
      say(
          "at 10 times it, each waiting 1 s at most: answered %d, refused %d, p99 of the answered"
              + " %.0f ms; the next request was answered %.0f ms after",
          load.millis().length,
          load.refused(),
          load.percentile(0.99),
          (System.nanoTime() - ended) / 1e6);
    }

    void watchMemory() throws Exception {
      long before = residentMegabytes();
      long deadline = System.nanoTime() + (long) (minutes * 60e9);
      List<HttpClient> http = httpClients(8);
      long most = before;
      while (System.nanoTime() < deadline) {
        var _ = Load.closed(http, texts.size());
        most = Math.max(most, residentMegabytes());
      }
      close(http);
      say(
          "resident memory: %d MB, after %.1f busy minutes %d MB, at most %d MB",
          before, minutes, residentMegabytes(), most);
    }

    private List<HttpClient> httpClients(int many) throws IOException {
      List<HttpClient> clients = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        clients.add(new HttpClient(this));
      }
      return clients;
    }

    private static void close(List<HttpClient> clients) throws IOException {
      for (HttpClient client : clients) {
        client.close();
      }
    }

    private static void say(String format, Object... figures) {
      System.out.printf(Locale.ROOT, format + "%n", figures);
    }
  }

  /// Asks over HTTP, and checks by its first number that the answer is the text's own vector.
  private static final class HttpClient implements Load.Client {
    private final Run run;
    private final HttpPoster poster;
    private long deadlineMillis;

    HttpClient(Run run) throws IOException {
      this.run = run;
      this.poster = new HttpPoster(run.port);
    }

    @Override
    public boolean ask(int index) throws IOException {
      var answer = poster.post("/embed", run.bodies.get(index % run.bodies.size()), deadlineMillis);
      if (answer.status() == 429) {
        return false;
      }
      if (answer.status() != 200) {
        throw new IOException("status " + answer.status());
      }
      if (Math.abs(firstNumber(answer.body()) - run.vectors.get(index % run.vectors.size())[0])
          > AGREE) {
        throw new IOException("text " + index + " was answered with another text's vector");
      }
      return true;
    }

    /// Of `[[0.1,…`: reading all numbers would take time from the server.
    private static float firstNumber(byte[] body) {
      int end = 2;
      while (body[end] != ',') {
        end++;
      }
      return Float.parseFloat(new String(body, 2, end - 2, StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
      poster.close();
    }
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
