package dev.semblance.server.http.collection;

import static dev.semblance.server.http.RunningServer.json;
import static dev.semblance.server.http.RunningServer.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchRoutesTest {
  private static final RunningServer SERVER = RunningServer.standard();

  @BeforeAll
  static void write() {
    for (String collection : new String[] {"default", "animals"}) {
      SERVER.put("/collections/" + collection, "");
      SERVER.post(
          "/collections/" + collection + "/documents",
          json(
              "[{'id':'17','title':'Fox','text':'a quick red fox','legs':4},"
                  + "{'id':'w','text':'a slow blue whale'},"
                  + "{'id':'o','text':'an owl at night'}]"));
    }
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void answersWithHitsTheirDocumentsAndTheirLanes() {
    Reply reply = search("{'query':'red fox','k':2}");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("took_ms").isNumber()).isTrue();
    JsonNode hit = reply.json().get("hits").get(0);
    assertThat(hit.get("id").textValue()).isEqualTo("17");
    assertThat(hit.get("document"))
        .isEqualTo(tree("{'id':'17','title':'Fox','text':'a quick red fox','legs':4}"));
    for (String lane : new String[] {"dense", "lexical"}) {
      assertThat(hit.get("lanes").get(lane).get("rank").intValue()).isEqualTo(1);
      assertThat(hit.get("lanes").get(lane).get("score").doubleValue()).isPositive();
      assertThat(hit.get("lanes").get(lane).get("contribution").doubleValue()).isPositive();
    }
    assertThat(
            hit.at("/lanes/dense/contribution").doubleValue()
                + hit.at("/lanes/lexical/contribution").doubleValue())
        .isEqualTo(hit.get("score").doubleValue());
  }

  @Test
  void searchesTheGivenLane() {
    assertThat(search("{'query':'fox','mode':'dense'}").json().at("/hits/0/lanes"))
        .hasSize(1)
        .allSatisfy(lane -> assertThat(lane.get("score").doubleValue()).isLessThanOrEqualTo(1));
    assertThat(search("{'query':'fox','mode':'lexical'}").json().get("hits")).hasSize(1);
    assertThat(search("{'query':'fox','mode':'hybrid'}").json().get("hits"))
        .isEqualTo(search("{'query':'fox'}").json().get("hits"));
  }

  @Test
  void pagesWithoutChangingScores() {
    JsonNode all = search("{'query':'a red whale','k':3}").json().get("hits");
    JsonNode second = search("{'query':'a red whale','k':1,'offset':1}").json().get("hits");
    assertThat(second).hasSize(1);
    assertThat(second.get(0)).isEqualTo(all.get(1));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          {'query':''}                        | 422
          {'query':'   '}                     | 422
          {'query':'a','k':0}                 | 422
          {'query':'a','k':1001}              | 422
          {'query':'a','k':'ten'}             | 422
          {'query':'a','offset':-1}           | 422
          {'query':'a','offset':10001}        | 422
          {'query':'a','mode':'magic'}        | 422
          {'query':'a','filter':{'x':1}}      | 422
          {'query':'a','fields':'title'}      | 422
          {'query':'a','fields':[1]}          | 422
          {'query':['a']}                     | 422
          {}                                  | 422
          []                                  | 422
          {'query':'a'                        | 400
          """)
  void refusesInvalidSearches(String body, int status) {
    Reply reply = search(body);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.json().get("error").textValue()).isNotBlank();
    assertThat(reply.json().get("error_type").textValue()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          filters | unknown field `filters`, expected one of `query`, `k`, `offset`, `mode`, `lanes`, `fusion`
          where   | unknown field `where`, expected one of
          limit   | unknown field `limit`, expected one of
          top_k   | unknown field `top_k`, expected one of
          vector  | unknown field `vector`, expected one of
          ofset   | did you mean `offset`?
          field   | did you mean `fields`?
          Query   | did you mean `query`?
          """)
  void refusesUnknownFields(String field, String message) {
    Reply reply = search("{'query':'one','" + field + "':{'a':1}}");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().get("error").textValue()).contains(message);
    assertThat(
            SERVER
                .post("/similar", json("{'text':'a','num_results':1,'" + field + "':1}"))
                .status())
        .isEqualTo(422);
  }

  @Test
  void longQueriesAreRefusedWithTheLimit() {
    Reply units = search("{'query':'" + "a-".repeat(900_000) + "','mode':'lexical'}");
    assertThat(units.status()).isEqualTo(422);
    assertThat(units.json().get("error").textValue()).contains("1800000 UTF-16 units");
    Reply words = search("{'query':'" + "w ".repeat(3_000) + "'}");
    assertThat(words.status()).isEqualTo(422);
    assertThat(words.json().get("error").textValue()).contains("3000 words, more than 2048");
  }

  @Test
  void hitsCarryTheSelectedFields() {
    assertThat(document("['title','legs','absent']"))
        .isEqualTo(tree("{'id':'17','title':'Fox','legs':4}"));
    assertThat(document("['text']")).isEqualTo(tree("{'id':'17','text':'a quick red fox'}"));
    assertThat(document("[]")).isEqualTo(tree("{'id':'17'}"));
    assertThat(document("null").get("title").textValue()).isEqualTo("Fox");
  }

  private static JsonNode document(String fields) {
    return search("{'query':'red fox','k':1,'fields':" + fields + "}")
        .json()
        .at("/hits/0/document");
  }

  @Test
  void deadlineHoldsForTheLexicalLane() {
    HttpRequest.Builder request =
        SERVER
            .request("/collections/animals/search")
            .header("Content-Type", "application/json")
            .header("x-semblance-deadline-ms", "60000")
            .POST(BodyPublishers.ofString(json("{'query':'red fox','mode':'lexical'}")));
    assertThat(RunningServer.send(request).status()).isEqualTo(200);
  }

  @Test
  void similarRepliesWithTextLinesAndHits() {
    Reply reply = SERVER.post("/similar", json("{'text':'red fox','num_results':2}"));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("text")).hasSize(2);
    assertThat(reply.json().get("text").get(0).textValue())
        .matches("Item:Fox a quick red fox \\(index: 17 score:0\\.[0-9]+\\)");
    assertThat(reply.json().get("text").get(1).textValue()).contains("(index: 1 score:");
    assertThat(reply.json().at("/hits/0/id").textValue()).isEqualTo("17");
    assertThat(reply.json().at("/hits/0/lanes/dense/rank").intValue()).isEqualTo(1);
  }

  @Test
  void similarReadsItsCollectionFromTheQuery() {
    assertThat(
            SERVER
                .post("/similar?collection=animals", json("{'text':'owl','num_results':1}"))
                .json()
                .at("/hits/0/id")
                .textValue())
        .isEqualTo("o");
    assertThat(
            SERVER
                .post("/similar?collection=nope", json("{'text':'owl','num_results':1}"))
                .status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          {'text':'owl','num_results':0}     | 200
          {'text':'owl','num_results':99}    | 200
          {'text':'owl'}                     | 422
          {'num_results':1}                  | 422
          {'text':'','num_results':1}        | 422
          {'text':'owl','num_results':-1}    | 422
          {'text':'owl','num_results':1001}  | 422
          {'text':'owl','num_results':null}  | 422
          """)
  void refusesInvalidSimilarRequests(String body, int status) {
    assertThat(SERVER.post("/similar", json(body)).status()).isEqualTo(status);
  }

  private static Reply search(String body) {
    return SERVER.post("/collections/animals/search", json(body));
  }
}
