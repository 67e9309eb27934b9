package dev.semblance.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Resident memory of `serve`: at rest, under eight clients that send lists of 16 texts, and after
/// 30 seconds without requests.
///
/// @param precision of the encoder, as `--encoder-precision` takes it
/// @param lists that each client sends
record ServeLoad(String precision, int lists) {
  private static final int CLIENTS = 8;
  private static final int TEXTS_OF_A_LIST = 16;

  /// Longer than the whole load, so that no list is refused on a slow machine.
  private static final long DEADLINE_MILLIS = TimeUnit.HOURS.toMillis(1);

  /// The server has collected its heap by then.
  private static final Duration REST = Duration.ofSeconds(30);

  private static final int SAMPLES_A_SECOND = 10;

  /// Posts lists on its own connection. *One thread at a time.*
  private record ListClient(HttpPoster poster, List<byte[]> bodies) implements Load.Client {
    @Override
    public boolean send(int index) throws IOException {
      int status =
          poster.post("/embed", bodies.get(index % bodies.size()), DEADLINE_MILLIS).status();
      if (status != 200 && status != 429) {
        throw new IOException("status " + status);
      }
      return status == 200;
    }

    @Override
    public void close() throws IOException {
      poster.close();
    }
  }

  /// @param texts that the lists are made of
  void run(List<String> texts) throws Exception {
    List<byte[]> bodies = bodies(texts);
    try (ServeProcess server = ServeProcess.start(precision)) {
      Thread.sleep(REST);
      long before = server.residentMegabytes();
      AtomicLong peak = new AtomicLong(before);
      Load load;
      try (ScheduledExecutorService samples = Executors.newSingleThreadScheduledExecutor()) {
        var _ =
            samples.scheduleAtFixedRate(
                () -> peak.accumulateAndGet(resident(server), Math::max),
                0,
                1_000 / SAMPLES_A_SECOND,
                TimeUnit.MILLISECONDS);
        load = send(server, bodies);
        samples.shutdownNow();
      }
      Thread.sleep(REST);
      System.out.printf(
          Locale.ROOT,
          "%d lists of %d texts by %d clients in %.0f s, %d refused; resident memory: %d MB before,"
              + " peak %d MB, %d MB %d s after%n",
          CLIENTS * lists,
          TEXTS_OF_A_LIST,
          CLIENTS,
          load.seconds(),
          load.refused(),
          before,
          peak.get(),
          server.residentMegabytes(),
          REST.toSeconds());
    }
  }

  private Load send(ServeProcess server, List<byte[]> bodies) throws Exception {
    List<ListClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(new ListClient(new HttpPoster(server.port()), bodies));
      }
      return Load.closed(clients, CLIENTS * lists);
    } finally {
      for (ListClient client : clients) {
        client.close();
      }
    }
  }

  private static List<byte[]> bodies(List<String> texts) throws JsonProcessingException {
    List<byte[]> bodies = new ArrayList<>();
    for (int from = 0; from + TEXTS_OF_A_LIST <= texts.size(); from += TEXTS_OF_A_LIST) {
      ObjectNode body = Bench.JSON.createObjectNode();
      ArrayNode inputs = body.putArray("inputs");
      texts.subList(from, from + TEXTS_OF_A_LIST).forEach(inputs::add);
      bodies.add(Bench.JSON.writeValueAsBytes(body));
    }
    return bodies;
  }

  private static long resident(ServeProcess server) {
    try {
      return server.residentMegabytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
