package dev.semblance.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.BlockedEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.service.ServiceSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A server while its model is busy, and while it stops.
class StoppingTest {
  private final BlockedEmbedder model = new BlockedEmbedder();
  private final AccessControl access = AccessControl.open();
  private final RunningServer server =
      new RunningServer(List.of(model), ServiceSettings.STANDARD, access, HttpSettings.STANDARD);

  @AfterEach
  void stop() {
    model.release();
    server.close();
  }

  @Test
  void healthDoesNotWaitForInference() throws Exception {
    List<CompletableFuture<Reply>> blocked = List.of(embed(), embed(), embed(), embed());
    assertThat(model.awaitCalls(4)).isTrue();
    for (String path : List.of("/health", "/", "/ping", "/metrics", "/info")) {
      assertThat(CompletableFuture.supplyAsync(() -> server.get(path)).get(5, TimeUnit.SECONDS))
          .satisfies(reply -> assertThat(reply.status()).isEqualTo(200));
    }
    assertThat(blocked).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void stoppingFinishesRunningRequestsAndRefusesNewOnes() throws Exception {
    CompletableFuture<Reply> inside = embed();
    assertThat(model.awaitCalls(1)).isTrue();
    assertThat(access.close(Duration.ofMillis(50))).isEqualTo(1);
    for (String path : List.of("/health", "/", "/ping", "/info")) {
      assertThat(server.get(path).status()).as(path).isEqualTo(503);
    }
    Reply refused = server.post("/embed", "{\"inputs\":\"late\"}");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.json().get("error_type").textValue()).isEqualTo("Unhealthy");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(server.get("/metrics").status()).isEqualTo(200);
    model.release();
    assertThat(access.close(Duration.ofSeconds(10))).isZero();
    assertThat(inside.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
  }

  @Test
  void closeEndsRunningRequests() throws Exception {
    BlockedEmbedder other = new BlockedEmbedder();
    RunningServer ending =
        new RunningServer(other, ServiceSettings.STANDARD, HttpSettings.STANDARD);
    var inside = CompletableFuture.supplyAsync(() -> ending.post("/embed", "{\"inputs\":\"a\"}"));
    assertThat(other.awaitCalls(1)).isTrue();
    CompletableFuture.runAsync(ending::close).get(20, TimeUnit.SECONDS);
    assertThat(inside.handle((_, _) -> "ended").get(20, TimeUnit.SECONDS)).isEqualTo("ended");
  }

  private CompletableFuture<Reply> embed() {
    return CompletableFuture.supplyAsync(() -> server.post("/embed", "{\"inputs\":\"a\"}"));
  }
}
