package dev.semblance.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.WordEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.Allowance;
import dev.semblance.server.access.Key;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.service.ServiceSettings;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Replies to browsers whose page has another origin (CORS).
class CrossOriginTest {
  private static final String PAGE = "https://page.example";
  private static final RunningServer CLOSED = RunningServer.standard();
  private static final RunningServer SERVER =
      new RunningServer(
          List.of(new WordEmbedder("words")),
          ServiceSettings.STANDARD,
          AccessControl.of(List.of(new Key("page", "sesame", Allowance.UNLIMITED))),
          HttpSettings.STANDARD.with(new CorsPolicy(Set.of(PAGE))));

  @AfterAll
  static void stop() {
    SERVER.close();
    CLOSED.close();
  }

  @Test
  void preflightNeedsNoKeyAndAllowsOne() {
    Reply reply = preflight(PAGE);
    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
    assertThat(reply.header("Access-Control-Allow-Headers")).contains("authorization");
    assertThat(reply.header("Access-Control-Allow-Methods")).contains("POST");
    assertThat(reply.header("Vary")).isEqualTo("Origin");
  }

  @Test
  void repliesAndErrorsHaveCorsHeaders() {
    Reply answered = embed("Bearer sesame");
    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
    Reply refused = embed("Bearer guess");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
  }

  @Test
  void unknownRoutesHaveCorsHeaders() {
    for (String method : List.of("GET /nowhere 404", "DELETE /embed 405", "GET /health 200")) {
      String[] parts = method.split(" ", 3);
      Reply reply =
          RunningServer.send(
              SERVER
                  .request(parts[1])
                  .header("Origin", PAGE)
                  .method(parts[0], BodyPublishers.noBody()));
      assertThat(reply.status()).as(method).isEqualTo(Integer.parseInt(parts[2]));
      assertThat(reply.response().headers().allValues("Access-Control-Allow-Origin"))
          .as(method)
          .containsExactly(PAGE);
    }
  }

  @Test
  void otherOriginsGetNoCorsHeaders() {
    assertThat(preflight("https://other.example").header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(CLOSED.get("/info").header("Vary")).isEmpty();
    Reply reply =
        RunningServer.send(
            CLOSED
                .request("/embed")
                .header("Origin", PAGE)
                .method("OPTIONS", BodyPublishers.noBody()));
    assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
  }

  private static Reply preflight(String origin) {
    return RunningServer.send(
        SERVER
            .request("/embed")
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization,content-type")
            .method("OPTIONS", BodyPublishers.noBody()));
  }

  private static Reply embed(String authorization) {
    return RunningServer.send(
        SERVER
            .request("/embed")
            .header("Origin", PAGE)
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"inputs\":\"a\"}")));
  }
}
