package dev.semblance.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.semblance.Embedder;
import dev.semblance.engine.Engine;
import dev.semblance.server.command.terminal.LogFormat;
import dev.semblance.server.grpc.GrpcServer;
import dev.semblance.server.grpc.GrpcSettings;
import dev.semblance.server.http.HttpServer;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Services;
import dev.semblance.server.settings.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/// Malformed requests to both servers: every answer must blame the request.
@Command(
    name = "malformed",
    description = {
      "Sends malformed HTTP and gRPC requests, half of each, to a server in this process; fails"
          + " where one is answered with a status of 500 or 503, with INTERNAL or UNKNOWN, or where"
          + " the log grows by 1 MB a minute or more."
    },
    mixinStandardHelpOptions = true)
final class MalformedCommand implements Callable<Integer> {
  private static final int CLIENTS = 8;
  private static final double LONGEST_LOG = 1e6;

  @Option(
      names = "--requests",
      defaultValue = "4000",
      description = "Number of requests (default: 4000).")
  int requests;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description =
          "Seed of the requests, each of which depends on it and its number (default: 1).")
  long seed;

  @Override
  public Integer call() throws Exception {
    PrintStream standardError = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, UTF_8));
    LogFormat.TEXT.install(LogLevel.INFO);
    try (Embedder embedder = Engine.open(Bench.MODEL, Bench.settings())) {
      Services services = Services.over(List.of(embedder), null, ServiceSettings.STANDARD);
      try (HttpServer http = HttpServer.start(services, HttpSettings.STANDARD.withPort(0));
          GrpcServer grpc = GrpcServer.start(services, GrpcSettings.STANDARD)) {
        return run(http.port(), grpc.port(), log);
      }
    } finally {
      System.setErr(standardError);
    }
  }

  private int run(int httpPort, int grpcPort, ByteArrayOutputStream log) throws Exception {
    MalformedAnswers answers = new MalformedAnswers();
    MalformedHttp http = MalformedHttp.to(httpPort);
    long start = System.nanoTime();
    try (MalformedGrpc grpc = new MalformedGrpc(grpcPort)) {
      send(number -> {
        Random random = new Random(seed * 1_000_003 + number);
        if (number % 2 == 0) {
          answers.http(number, http.send(random));
        } else {
          answers.grpc(number, grpc.send(random));
        }
      });
    }
    double minutes = (System.nanoTime() - start) / 60e9;
    double logged = log.size() / Math.max(1, minutes);
    for (Map.Entry<String, Integer> answer : answers.counts().entrySet()) {
      print("%-24s %,9d", answer.getKey(), answer.getValue());
    }
    answers.failures().forEach(failure -> print("failure: %s", failure));
    print(
        "%,d requests in %.1f s with seed %d: %,d failures; the log grew by %,.0f bytes a minute",
        requests, minutes * 60, seed, answers.failures().size(), logged);
    return answers.failures().isEmpty() && logged < LONGEST_LOG ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /// Sends one request.
  private interface NumberedRequest {
    void send(int number) throws Exception;
  }

  private void send(NumberedRequest request) throws InterruptedException, ExecutionException {
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            threads.submit(() -> {
              for (int n = next.getAndIncrement(); n < requests; n = next.getAndIncrement()) {
                request.send(n);
              }
              return null;
            }));
      }
      for (Future<?> client : clients) {
        var _ = client.get();
      }
    }
  }

  private static void print(String format, Object... figures) {
    System.out.printf(Locale.ROOT, format + "%n", figures);
  }
}
