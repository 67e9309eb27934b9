package dev.semblance.server.http;

import static dev.semblance.server.http.RawClient.head;
import static dev.semblance.server.http.RawClient.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.WordEmbedder;
import dev.semblance.server.models.LoadRequest;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.models.ModelRules;
import dev.semblance.server.models.ModelSource;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Services;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A request that names a model is never answered by another one of the server's models, whenever
/// the named one is unloaded.
class UnloadedModelTest {
  private static final String BODY = "{\"inputs\":\"a\"}";

  private final ModelRegistry models = new ModelRegistry(new Words(), ModelRules.STANDARD);
  private final HttpServer server =
      HttpServer.start(
          Services.over(models, null, ServiceSettings.STANDARD), HttpSettings.STANDARD.withPort(0));

  @BeforeEach
  void load() {
    models.load(LoadRequest.of("first"));
    models.load(LoadRequest.of("second"));
  }

  @AfterEach
  void stop() {
    server.close();
    models.close();
  }

  @Test
  void modelOfThePathThatIsUnloadedBeforeTheBodyArrivesIs404() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.send(head("/models/second/embed", BODY.length()) + "{");
      Thread.sleep(100);
      unloadSecond();
      assertThat(client.send(BODY.substring(1)).status()).isEqualTo(404);
    }
  }

  @Test
  void namesOfTheServersOwnModelsAre404InBodies() throws IOException {
    unloadSecond();
    assertThat(statusOf("second")).isEqualTo(404);
    assertThat(statusOf("packaged")).as("could be opened here").isEqualTo(404);
    assertThat(statusOf("text-embedding-3-small")).as("of another service").isEqualTo(200);
    models.load(LoadRequest.of("packaged"));
    assertThat(statusOf("packaged")).isEqualTo(200);
  }

  /// While a model is loaded and unloaded, its name is answered by it or 404.
  @Test
  void requestsThatRaceWithUnloadsGetTheirModelOr404() throws Exception {
    Random random = new Random(7);
    AtomicBoolean ended = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        RawClient client = new RawClient(server.port())) {
      var changes =
          threads.submit(() -> {
            while (!ended.get()) {
              unloadSecond();
              models.load(LoadRequest.of("second"));
            }
          });
      try {
        for (int i = 0; i < 500; i++) {
          String request =
              random.nextBoolean()
                  ? post("/models/second/embed", BODY)
                  : post("/v1/embeddings", "{\"input\":\"a\",\"model\":\"second\"}");
          // The sparse model refuses normalised vectors with 424; the first one would answer 200.
          assertThat(client.send(request).status()).isIn(424, 404);
        }
      } finally {
        ended.set(true); // also after a failure, or closing the threads would wait for ever
      }
      changes.get();
    }
  }

  private void unloadSecond() {
    assertThat(models.unload("second", Duration.ofSeconds(10))).isZero();
  }

  private int statusOf(String model) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      return client
          .send(post("/v1/embeddings", "{\"input\":\"a\",\"model\":\"%s\"}".formatted(model)))
          .status();
    }
  }

  /// Has three models, the second of which is sparse.
  private record Words() implements ModelSource {
    @Override
    public LocatedModel find(String name, boolean trusted) {
      return new LocatedModel(
          name,
          100,
          () -> name.equals("second") ? WordEmbedder.sparse(name) : new WordEmbedder(name));
    }

    @Override
    public boolean has(String name) {
      return Set.of("first", "second", "packaged").contains(name);
    }
  }
}
