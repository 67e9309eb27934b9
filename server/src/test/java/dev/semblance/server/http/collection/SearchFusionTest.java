package dev.semblance.server.http.collection;

import static dev.semblance.server.http.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.fusion.FusionRules;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lanes, weights and fusion of a search over HTTP.
class SearchFusionTest {
  private static final RunningServer SERVER = RunningServer.standard();

  @BeforeAll
  static void write() {
    SERVER.put("/collections/c", "");
    StringBuilder documents = new StringBuilder("[");
    for (int i = 0; i < 30; i++) {
      documents.append("{'id':'%02d','text':'word%d fox word%d'},".formatted(i, i % 7, i % 3));
    }
    SERVER.post("/collections/c/documents", json(documents + "{'id':'z','text':'a whale'}]"));
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void everyRuleIsAcceptedAndDescribed() {
    JsonNode described =
        SERVER.get("/openapi.json").json().at("/components/schemas/FusionName/enum");
    List<String> names = new ArrayList<>();
    described.forEach(name -> names.add(name.textValue()));
    assertThat(names).isEqualTo(FusionRules.names());
    for (String name : names) {
      assertThat(search("{'query':'fox word1','fusion':'" + name + "'}").status()).isEqualTo(200);
    }
  }

  @Test
  void hitsShowHowTheirScoresCameAbout() {
    JsonNode hit =
        hits("{'query':'whale','lanes':{'dense':{'weight':3},'lexical':{'weight':1}},'fusion':'min-max'}")
            .get(0);
    assertThat(hit.get("id").textValue()).isEqualTo("z");
    JsonNode dense = hit.at("/lanes/dense");
    assertThat(dense.get("weight").doubleValue()).isEqualTo(3);
    assertThat(dense.get("normalized").doubleValue()).isEqualTo(1);
    assertThat(dense.get("contribution").doubleValue()).isEqualTo(0.75);
    assertThat(hit.get("score").doubleValue()).isEqualTo(1);
  }

  @Test
  void scoresDependNeitherOnKNorOnThePage() {
    for (String fusion : List.of("min-max", "z-score", "distribution", "opensearch-min-max")) {
      String query = "{'query':'fox word1 word2','fusion':'" + fusion + "','window':20";
      JsonNode all = hits(query + ",'k':1000}");
      List<JsonNode> paged = new ArrayList<>();
      for (int offset = 0; offset < all.size(); offset += 7) {
        hits(query + ",'k':7,'offset':" + offset + "}").forEach(paged::add);
      }
      assertThat(paged).isEqualTo(list(all));
    }
  }

  @Test
  void modeIsAShortFormOfLanes() {
    for (String mode : List.of("dense", "lexical")) {
      assertThat(hits("{'query':'fox word1','mode':'" + mode + "'}"))
          .isEqualTo(hits("{'query':'fox word1','lanes':{'" + mode + "':{}}}"));
    }
    assertThat(hits("{'query':'fox word1','mode':'hybrid'}"))
        .isEqualTo(hits("{'query':'fox word1','lanes':{'dense':{},'lexical':{}}}"));
    assertThat(hits("{'query':'fox word1'}"))
        .isEqualTo(hits("{'query':'fox word1','fusion':{'rule':'min-max'},'window':200}"));
  }

  @Test
  void replySaysWhenTheWindowEndsThePages() {
    String query = "{'query':'fox','mode':'lexical','window':20";
    assertThat(exhausted(query + ",'k':10}")).isFalse();
    assertThat(exhausted(query + ",'k':10,'offset':10}")).isTrue();
    assertThat(exhausted(query + ",'k':10,'offset':500}")).isTrue();
    // All 30 documents with the word are within the window.
    assertThat(exhausted("{'query':'fox','mode':'lexical','window':31,'k':100}")).isFalse();
    // A least score ends the hits, not the window.
    assertThat(exhausted(query + ",'k':20,'min_score':100}")).isFalse();
  }

  @Test
  void replyNamesLanesWithoutResult() {
    JsonNode reply = search("{'query':'?!','k':3}").json();
    assertThat(list(reply.get("lanes_without_result")))
        .extracting(JsonNode::textValue)
        .containsExactly("lexical");
    assertThat(reply.at("/hits/0/score").doubleValue()).isEqualTo(1, within(1e-9));
    assertThat(search("{'query':'fox'}").json().get("lanes_without_result")).isEmpty();
  }

  @Test
  void hitsBelowTheLeastScoreAreLeftOut() {
    JsonNode all = hits("{'query':'fox word1','k':50}");
    double fifth = all.get(4).get("score").doubleValue();
    JsonNode best = hits("{'query':'fox word1','k':50,'min_score':" + fifth + "}");
    assertThat(best.size()).isBetween(5, all.size() - 1);
    assertThat(list(best))
        .allSatisfy(
            hit -> assertThat(hit.get("score").doubleValue()).isGreaterThanOrEqualTo(fifth));
    assertThat(hits("{'query':'fox','min_score':1.5}")).isEmpty();
  }

  @Test
  void lanesLeaveOutCandidatesBelowTheirLeastScore() {
    Reply reply = search("{'query':'fox','k':50,'lanes':{'lexical':{},'dense':{'min_score':1.5}}}");
    assertThat(list(reply.json().get("lanes_without_result")))
        .extracting(JsonNode::textValue)
        .containsExactly("dense");
    assertThat(reply.json().get("hits")).hasSize(30);
  }

  @Test
  void explainedReplyHasPlanAndTimings() {
    JsonNode reply = search("{'query':'whale','explain':true,'window':25}").json();
    JsonNode plan = reply.get("plan");
    assertThat(plan.get("fusion").textValue()).isEqualTo("min-max");
    assertThat(plan.get("window").intValue()).isEqualTo(25);
    assertThat(plan.at("/lanes/dense/candidates").intValue()).isEqualTo(25);
    assertThat(plan.at("/lanes/dense/weight").doubleValue()).isEqualTo(0.4);
    assertThat(plan.at("/lanes/lexical/candidates").intValue()).isEqualTo(1);
    for (String step : List.of("dense_ms", "lexical_ms", "fusion_ms", "documents_ms")) {
      assertThat(reply.get("timings").get(step).doubleValue()).isNotNegative();
    }
    assertThat(search("{'query':'whale'}").json().has("plan")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          'fusion':'min_max'                        | `fusion` must be one of `min-max`,
          'fusion':7                                | fusion: expected a rule's name, or an object with `rule`
          'fusion':{'k':3}                          | missing field `rule`
          'fusion':{'rule':'rrf','k':0}             | the `k` of `rrf` must be above 0. Given: 0.0
          'fusion':{'rule':'rrf','kk':1}            | unknown field `kk`, expected one of `rule`, `k`, `combination`
          'fusion':{'rule':'l2','k':1}              | k: `l2` has none; it belongs to rules of ranks
          'fusion':{'rule':'rrf','combination':'arithmetic-mean'} | combination: `rrf` has one combination only
          'fusion':{'rule':'opensearch-z-score','combination':'geometric-mean'} | has one combination only
          'fusion':{'rule':'l2','combination':'median'} | `combination` must be `arithmetic-mean`, `geometric-mean`
          'window':0                                | `window` must be between 1 and 10000. Given: 0
          'window':10001                            | `window` must be between 1 and 10000. Given: 10001
          'window':1.5                              | window: invalid type: the number 1.5
          'lanes':{}                                | a search needs at least one lane
          'lanes':['dense']                         | lanes: invalid type: an array, expected an object
          'lanes':{'words':{}}                      | unknown field `words`, expected one of `dense`, `lexical`
          'lanes':{'lexcal':{}}                     | did you mean `lexical`?
          'lanes':{'dense':{'wieght':1}}            | did you mean `weight`?
          'lanes':{'dense':{'weight':0}}            | the `weight` of a lane must be above 0
          'lanes':{'dense':{'weight':1e7}}          | at most 1000000
          'lanes':{'dense':{'weight':'big'}}        | weight: invalid type: a string, expected a finite number
          'lanes':{'dense':{}},'mode':'dense'       | mode: it is a short form of `lanes`; give one of the two
          'min_score':1e999                         | min_score: invalid type
          'min_score':'high'                        | min_score: invalid type: a string, expected a finite number
          'explain':'yes'                           | explain: invalid type: a string, expected a boolean
          """)
  void refusesInvalidFusion(String fields, String message) {
    Reply reply = search("{'query':'fox'," + fields + "}");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().get("error").textValue()).contains(message);
  }

  private static boolean exhausted(String body) {
    return search(body).json().get("window_ended").booleanValue();
  }

  private static JsonNode hits(String body) {
    Reply reply = search(body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json().get("hits");
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> list = new ArrayList<>();
    array.forEach(list::add);
    return list;
  }

  private static Reply search(String body) {
    return SERVER.post("/collections/c/search", json(body));
  }
}
