package dev.semblance.server.http.collection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.WordEmbedder;
import dev.semblance.server.http.HttpServer;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Services;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CollectionRoutesTest {
  private final RunningServer server = RunningServer.standard();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void createsACollectionOnce() {
    Reply made = server.put("/collections/books", "");
    assertThat(made.status()).isEqualTo(200);
    assertThat(made.json().get("name").textValue()).isEqualTo("books");
    assertThat(made.json().get("model").textValue()).isEqualTo("words");
    assertThat(made.json().get("documents").intValue()).isZero();
    assertThat(server.put("/collections/books", "{\"model\":\"words\"}").json())
        .isEqualTo(made.json());
    assertThat(server.get("/collections/books").json()).isEqualTo(made.json());
    assertThat(server.get("/collections").json().get("collections").get(0)).isEqualTo(made.json());
  }

  @Test
  void createsACollectionWithASchema() {
    String schema =
        """
        {"schema":{"fields":{"name":{"type":"text","weight":2},"year":{"type":"integer"}},
         "vectors":{"v":{"model":"words","from":["name"]},"given":{"dimensions":2}}}}
        """;
    Reply made = server.put("/collections/shop", schema);
    assertThat(made.status()).isEqualTo(200);
    assertThat(made.json().at("/schema/dynamic").textValue()).isEqualTo("store");
    assertThat(made.json().at("/schema/vectors/v/dimensions").intValue()).isPositive();
    assertThat(server.put("/collections/shop", schema).json()).isEqualTo(made.json());
    Reply written =
        server.post(
            "/collections/shop/documents",
            "[{\"id\":\"1\",\"name\":\"red shoes\",\"year\":2024,\"vectors\":{\"given\":[1,0]}},"
                + "{\"id\":\"2\",\"name\":\"blue\",\"year\":\"x\"}]");
    assertThat(written.json().at("/documents/0/status").textValue()).isEqualTo("accepted");
    assertThat(written.json().at("/documents/1/error").textValue())
        .isEqualTo("`year` is an integer, and `x` is not");
    assertThat(server.get("/collections/shop/documents/1").json().has("text")).isFalse();
    Reply hits =
        server.post(
            "/collections/shop/search", "{\"query\":\"shoes\",\"filter\":\"year >= 2020\"}");
    assertThat(hits.json().at("/hits/0/id").textValue()).isEqualTo("1");
  }

  @Test
  void schemasThatCannotBeAreRefused() {
    for (String schema :
        List.of(
            "{\"fields\":{\"a\":{\"type\":\"txt\"}}}",
            "{\"vectors\":{\"v\":{}}}",
            "{\"vectors\":{\"v\":{\"model\":\"words\",\"from\":[\"a\"]}}}",
            "[]")) {
      Reply refused = server.put("/collections/x", "{\"schema\":" + schema + "}");
      assertThat(refused.status()).as(schema).isEqualTo(422);
    }
    String both = "{\"model\":\"words\",\"schema\":{}}";
    assertThat(server.put("/collections/x", both).status()).isEqualTo(422);
    String unknown =
        "{\"schema\":{\"fields\":{\"a\":{\"type\":\"text\"}},"
            + "\"vectors\":{\"v\":{\"model\":\"nope\",\"from\":[\"a\"]}}}}";
    assertThat(server.put("/collections/x", unknown).status()).isEqualTo(404);
  }

  @Test
  void textsLongerThanTheModelReadsAreMarked() {
    server.put("/collections/books", "");
    String text = "fox ".repeat(900);
    String body = "[{\"id\":\"a\",\"text\":\"fox\"},{\"id\":\"b\",\"text\":\"" + text + "\"}]";
    var documents = server.post("/collections/books/documents", body).json().get("documents");
    assertThat(documents.get(0).has("truncated")).isFalse();
    assertThat(documents.get(1).get("truncated").booleanValue()).isTrue();
  }

  @Test
  void dropsACollection() {
    server.put("/collections/books", "");
    assertThat(server.delete("/collections/books").status()).isEqualTo(204);
    assertThat(server.get("/collections/books").status()).isEqualTo(404);
    assertThat(server.delete("/collections/books").status()).isEqualTo(404);
    assertThat(server.get("/collections").json().get("collections")).isEmpty();
  }

  @Test
  void reportsMissingCollections() {
    Reply collection = server.get("/collections/nope");
    assertThat(collection.status()).isEqualTo(404);
    assertThat(collection.json().get("error").textValue()).contains("nope");
    assertThat(collection.json().get("error_type").textValue()).isEqualTo("NotFound");
    Reply model = server.put("/collections/books", "{\"model\":\"nope\"}");
    assertThat(model.status()).isEqualTo(404);
    assertThat(model.json().get("error").textValue()).contains("nope").contains("words");
  }

  @Test
  void refusesAnInvalidName() {
    assertThat(server.put("/collections/%20x", "").status()).isEqualTo(422);
    assertThat(server.put("/collections/x", "[]").status()).isEqualTo(422);
    assertThat(server.put("/collections/x", "{").status()).isEqualTo(400);
  }

  @Test
  void creationRefusesUnknownFields() {
    Reply reply = server.put("/collections/x", "{\"dimensions\":3,\"schema\":{}}");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().get("error").textValue())
        .contains("unknown field `dimensions`, expected one of `model`");
    assertThat(
            server.put("/collections/x", "{\"modle\":\"words\"}").json().get("error").textValue())
        .endsWith("did you mean `model`?");
    assertThat(server.get("/collections/x").status()).isEqualTo(404);
  }

  @Test
  void creationIsNeverMissingBesideDeletions() throws Exception {
    var deleting = new AtomicBoolean(true);
    Thread deletions =
        Thread.ofVirtual()
            .start(() -> {
              while (deleting.get()) {
                server.delete("/collections/x");
              }
            });
    for (int i = 0; i < 200; i++) {
      Reply reply = server.put("/collections/x", "");
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }
    deleting.set(false);
    deletions.join();
  }

  @Test
  void reportsAServerWithoutDataDirectory() {
    var services =
        Services.over(List.of(new WordEmbedder("words")), null, ServiceSettings.STANDARD);
    try (var bare = HttpServer.start(services, HttpSettings.STANDARD.withPort(0))) {
      String address = "http://127.0.0.1:" + bare.port();
      assertThat(bare.port()).isPositive();
      Reply reply =
          RunningServer.send(HttpRequest.newBuilder(URI.create(address + "/collections/x")));
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.json().get("error").textValue()).contains("data directory");
    }
  }
}
