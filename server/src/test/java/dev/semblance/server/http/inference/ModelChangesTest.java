package dev.semblance.server.http.inference;

import static dev.semblance.server.http.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.BlockedEmbedder;
import dev.semblance.server.CloseCheckingEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.Allowance;
import dev.semblance.server.access.Key;
import dev.semblance.server.access.ListenAddress;
import dev.semblance.server.http.HttpServer;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.models.LoadRequest;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.models.ModelRules;
import dev.semblance.server.models.ModelSource;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Services;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelChangesTest {
  private static final ModelSource SOURCE =
      (name, trusted) -> {
        if (name.startsWith("/") && !trusted) {
          throw new SemblanceException(Fault.NOT_FOUND, "no model '" + name + "'");
        }
        return new ModelSource.LocatedModel(name, 100, () -> new CloseCheckingEmbedder(name));
      };

  @Test
  void loadsListsUsesAndUnloadsAModel() {
    with(
        new ModelRules(250, true),
        null,
        server -> {
          JsonNode loaded = server.send("POST", "/models", "{'model':'acme/second'}").json();
          assertThat(loaded.get("id").textValue()).isEqualTo("acme/second");
          assertThat(loaded.get("memory_bytes").intValue()).isEqualTo(100);
          assertThat(loaded.get("default").booleanValue()).isFalse();
          assertThat(server.ids()).containsExactly("first", "acme/second");
          assertThat(server.send("POST", "/models/acme/second/embed", "{'inputs':'a'}").status())
              .isEqualTo(200);
          assertThat(server.send("DELETE", "/models/acme/second", "").text())
              .isEqualTo(json("{'id':'acme/second','object':'model','deleted':true}"));
          assertThat(server.ids()).containsExactly("first");
          assertThat(server.send("POST", "/models/acme/second/embed", "{'inputs':'a'}").status())
              .isEqualTo(404);
          assertThat(server.send("DELETE", "/models/acme/second", "").status()).isEqualTo(404);
        });
  }

  @Test
  void unloadWaitsOnlySoLongForRunningCalls() throws Exception {
    BlockedEmbedder busy = new BlockedEmbedder();
    ModelSource source =
        (name, _) ->
            new ModelSource.LocatedModel(
                name, 100, () -> name.equals("blocked") ? busy : new CloseCheckingEmbedder(name));
    try (ModelRegistry models = new ModelRegistry(source, new ModelRules(250, true))) {
      models.load(LoadRequest.of("first"));
      models.load(LoadRequest.of("blocked"));
      Services services = Services.over(models, null, ServiceSettings.STANDARD);
      try (HttpServer http = HttpServer.start(services, HttpSettings.STANDARD.withPort(0))) {
        Server server = new Server(http.port());
        var call =
            CompletableFuture.supplyAsync(
                () -> server.send("POST", "/models/blocked/embed", "{'inputs':'a'}"));
        assertThat(busy.awaitCalls(1)).isTrue();
        Reply accepted = server.send("DELETE", "/models/blocked?wait=0s", "");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text())
            .isEqualTo(
                json("{'id':'blocked','object':'model','deleted':false,'running_requests':1}"));
        assertThat(server.ids()).containsExactly("first");
        assertThat(server.send("DELETE", "/models/first?wait=soon", "").status()).isEqualTo(422);
        busy.release();
        assertThat(call.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void oldDefaultCanBeUnloadedAfterAChange() {
    with(
        new ModelRules(250, true),
        null,
        server -> {
          Reply refused = server.send("DELETE", "/models/first", "");
          assertThat(refused.status()).isEqualTo(422);
          assertThat(refused.text()).contains("make another one the default before");
          assertThat(server.send("POST", "/models", "{'model':'b','default':true}").status())
              .isEqualTo(200);
          assertThat(server.send("DELETE", "/models/first", "").status()).isEqualTo(200);
          assertThat(server.ids()).containsExactly("b");
        });
  }

  @Test
  void errorHasTheMemoryNeeded() {
    with(
        new ModelRules(150, true),
        null,
        server -> {
          Reply refused = server.send("POST", "/models", "{'model':'b'}");
          assertThat(refused.status()).isEqualTo(422);
          assertThat(refused.text()).contains("50 more would be needed");
        });
  }

  @Test
  void defaultModelCanHaveAServedName() {
    with(
        new ModelRules(Long.MAX_VALUE, true, "text-embedding"),
        null,
        server -> {
          server.send("POST", "/models", "{'model':'b'}");
          assertThat(server.ids()).containsExactly("text-embedding", "b");
          for (String name : List.of("text-embedding", "first")) {
            String body = "{'input':'a','model':'%s'}".formatted(name);
            JsonNode reply = server.send("POST", "/v1/embeddings", body).json();
            assertThat(reply.get("model").textValue()).isEqualTo("text-embedding");
            assertThat(server.send("GET", "/v1/models/" + name, "").status()).isEqualTo(200);
            assertThat(server.send("POST", "/models/" + name + "/embed", "{'inputs':'a'}").status())
                .isEqualTo(200);
          }
          JsonNode ranked =
              server.send("POST", "/v1/rerank", "{'query':'a','documents':['b']}").json();
          assertThat(ranked.get("model").textValue()).isEqualTo("text-embedding");
          JsonNode info = server.send("GET", "/info", "").json();
          assertThat(info.get("served_model_name").textValue()).isEqualTo("text-embedding");
          assertThat(info.get("model_id").textValue()).isEqualTo("first");
          JsonNode other =
              server.send("POST", "/v1/embeddings", "{'input':'a','model':'b'}").json();
          assertThat(other.get("model").textValue()).isEqualTo("b");
        });
  }

  @Test
  void makesRoomOnRequest() {
    with(
        new ModelRules(250, true),
        null,
        server -> {
          server.send("POST", "/models", "{'model':'b'}");
          assertThat(server.send("POST", "/models", "{'model':'c','make_room':true}").status())
              .isEqualTo(200);
          assertThat(server.ids()).containsExactly("first", "c");
        });
  }

  @Test
  void unloadsIdleModels() {
    with(
        new ModelRules(Long.MAX_VALUE, true),
        null,
        server -> {
          server.send("POST", "/models", "{'model':'b'}");
          assertThat(server.send("DELETE", "/models?idle=1h", "").json().get("deleted")).isEmpty();
          assertThat(server.send("DELETE", "/models?idle=0s", "").text())
              .isEqualTo("{\"deleted\":[\"b\"]}");
          Reply unreadable = server.send("DELETE", "/models?idle=soon", "");
          assertThat(unreadable.status()).isEqualTo(422);
          assertThat(unreadable.text()).contains("90s, 10m, 2h or 1d");
          assertThat(server.send("DELETE", "/models", "").status()).isEqualTo(422);
        });
  }

  @Test
  void changesNeedAKey() {
    for (String request :
        List.of("POST /models", "DELETE /models/first", "DELETE /models?idle=1s")) {
      with(
          ModelRules.STANDARD,
          null,
          server -> {
            String[] parts = request.split(" ", 2);
            Reply reply = server.send(parts[0], parts[1], "{'model':'b'}");
            assertThat(reply.status()).as(request).isEqualTo(403);
            assertThat(reply.text()).contains("no API key");
          });
    }
  }

  @Test
  void keyAllowsChanges() {
    with(
        ModelRules.STANDARD,
        "secret",
        server -> {
          assertThat(server.send("POST", "/models", "{'model':'b'}").status()).isEqualTo(401);
          HttpRequest.Builder keyed =
              server
                  .request("POST", "/models", "{'model':'b'}")
                  .header("Authorization", "Bearer secret");
          assertThat(RunningServer.send(keyed).status()).isEqualTo(200);
        });
  }

  @Test
  void changesWithoutKeyAreAllowedOnLoopbackOnly() {
    ModelRules rules = new ModelRules(1, true);
    assertThat(rules.allowChanges(false, true)).isTrue();
    assertThat(rules.allowChanges(false, false)).isFalse();
    assertThat(rules.allowChanges(true, false)).isTrue();
    assertThat(ModelRules.STANDARD.allowChanges(false, true)).isFalse();
  }

  @Test
  void rangesNeedAKeyOrLoopback() {
    assertThat(ModelRules.STANDARD.allowCalibration(false, true)).isTrue();
    assertThat(ModelRules.STANDARD.allowCalibration(false, false)).isFalse();
    assertThat(ModelRules.STANDARD.allowCalibration(true, false)).isTrue();
    Services services =
        Services.over(List.of(new CloseCheckingEmbedder("first")), null, ServiceSettings.STANDARD);
    // An address that nothing says is only this machine's.
    HttpSettings open = HttpSettings.STANDARD.with(ListenAddress.locally(0).withHost("127.0.0.2"));
    try (HttpServer http = HttpServer.start(services, open)) {
      URI ranges = URI.create("http://127.0.0.2:" + http.port() + "/models/first/ranges");
      Reply reply =
          RunningServer.send(
              HttpRequest.newBuilder(ranges)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{}")));
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.text()).contains("no API key and other machines reach it");
    }
  }

  @Test
  void clientsCannotNameFolders() {
    with(
        new ModelRules(Long.MAX_VALUE, true),
        null,
        server ->
            assertThat(server.send("POST", "/models", "{'model':'/etc'}").status()).isEqualTo(404));
  }

  @Test
  void refusesMalformedBodies() {
    with(
        new ModelRules(Long.MAX_VALUE, true),
        null,
        server -> {
          assertThat(server.send("POST", "/models", "{}").status()).isEqualTo(422);
          assertThat(server.send("POST", "/models", "{'model':5}").status()).isEqualTo(422);
          assertThat(server.send("POST", "/models", "{'model':'b','default':1}").status())
              .isEqualTo(422);
          assertThat(server.send("POST", "/models", "{").status()).isEqualTo(400);
        });
  }

  private record Server(int port) {
    Reply send(String method, String path, String body) {
      return RunningServer.send(request(method, path, body));
    }

    HttpRequest.Builder request(String method, String path, String body) {
      return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(json(body)));
    }

    List<String> ids() {
      return send("GET", "/v1/models", "").json().get("data").findValuesAsText("id");
    }
  }

  private static void with(ModelRules rules, @Nullable String key, Consumer<Server> test) {
    try (ModelRegistry models = new ModelRegistry(SOURCE, rules)) {
      models.load(LoadRequest.of("first"));
      Services services = Services.over(models, null, ServiceSettings.STANDARD);
      List<Key> keys = key == null ? List.of() : List.of(new Key("test", key, Allowance.UNLIMITED));
      HttpSettings settings = HttpSettings.STANDARD.withPort(0);
      try (HttpServer http = HttpServer.start(services, AccessControl.of(keys), settings)) {
        test.accept(new Server(http.port()));
      }
    }
  }
}
