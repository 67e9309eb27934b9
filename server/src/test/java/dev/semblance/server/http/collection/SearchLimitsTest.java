package dev.semblance.server.http.collection;

import static dev.semblance.server.http.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.WordEmbedder;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.collection.CollectionLimits.SearchBounds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Bounds of what searches take.
class SearchLimitsTest {
  private final RunningServer server =
      new RunningServer(
          new WordEmbedder("words"),
          ServiceSettings.STANDARD.with(new SearchBounds(1, 50_000)),
          HttpSettings.STANDARD);

  @BeforeEach
  void writeLongDocuments() {
    server.put("/collections/c", "");
    for (int i = 0; i < 8; i++) {
      server.post(
          "/collections/c/documents",
          json("{'id':'" + i + "','title':'t','text':'needle " + "é".repeat(5_000) + "'}"));
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void replyIsBoundedAndTheMessageNamesTheRemedy() {
    Reply refused = search("{'query':'needle','mode':'lexical','k':8}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("error").textValue())
        .contains("more than the limit of 50000")
        .contains("ask for fewer with `k`")
        .contains("`fields`");
    assertThat(search("{'query':'needle','mode':'lexical','k':4}").status()).isEqualTo(200);
    Reply titles = search("{'query':'needle','mode':'lexical','k':8,'fields':['title']}");
    assertThat(titles.status()).isEqualTo(200);
    assertThat(titles.json().get("hits")).hasSize(8);
  }

  @Test
  void searchesAreAdmittedAgainAfterOneHasEnded() {
    for (int i = 0; i < 3; i++) {
      assertThat(search("{'query':'needle','k':1}").status()).isEqualTo(200);
      assertThat(search("{'query':'needle','k':8}").status()).isEqualTo(422);
    }
  }

  private Reply search(String body) {
    return server.post("/collections/c/search", json(body));
  }
}
