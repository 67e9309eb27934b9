package dev.semblance.server.http.inference;

import static dev.semblance.server.http.RunningServer.json;
import static dev.semblance.server.http.RunningServer.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.LengthClassifier;
import dev.semblance.server.http.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RerankDialectsTest {
  private static final RunningServer SERVER =
      RunningServer.keyed(new LengthClassifier("relevant"), "secret");

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void answersInCoheresFormat() {
    JsonNode reply = post("/v2/rerank", "{'model':'m','query':'q','documents':['a','bbb','cc']}");
    assertThat(reply.get("results"))
        .isEqualTo(
            tree(
                "[{'index':1,'relevance_score':0.03},{'index':2,'relevance_score':0.02},"
                    + "{'index':0,'relevance_score':0.01}]"));
    assertThat(reply.get("id").textValue()).hasSize(36);
    assertThat(reply.get("meta"))
        .isEqualTo(
            tree(
                "{'api_version':{'version':'2'},'billed_units':{'search_units':1},"
                    + "'tokens':{'input_tokens':6}}"));
  }

  @Test
  void answersInJinasFormat() {
    assertThat(post("/v1/rerank", "{'query':'q','documents':['a','bbb'],'top_n':1}"))
        .isEqualTo(
            tree(
                "{'model':'length','object':'list','usage':{'total_tokens':4,'prompt_tokens':4},"
                    + "'results':[{'index':1,'document':{'text':'bbb'},'relevance_score':0.03}]}"));
  }

  @Test
  void topNLimitsTheResults() {
    assertThat(results("/v2/rerank", "'documents':['a','bbb','cc'],'top_n':2")).hasSize(2);
    assertThat(results("/v2/rerank", "'documents':['a'],'top_n':9")).hasSize(1);
    assertThat(results("/v1/rerank", "'documents':['a','b'],'top_n':null")).hasSize(2);
  }

  @Test
  void returnsDocumentsAsSent() {
    String documents = "'documents':['a',{'text':'bb','title':'B'}]";
    JsonNode asked = results("/v2/rerank", documents + ",'return_documents':true");
    assertThat(asked.get(0).get("document")).isEqualTo(tree("{'text':'bb','title':'B'}"));
    assertThat(asked.get(1).get("document")).isEqualTo(tree("{'text':'a'}"));
    assertThat(
            results("/v1/rerank", documents + ",'return_documents':false").get(0).has("document"))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'query':'q'}",
        "{'documents':['a']}",
        "{'query':'q','documents':'a'}",
        "{'query':'q','documents':[7]}",
        "{'query':'q','documents':[{'title':'a'}]}",
        "{'query':'q','documents':['a'],'top_n':0}",
        "{'query':'q','documents':['a'],'top_n':-1}",
        "{'query':'q','documents':['a'],'top_n':1.5}",
        "{'query':'q','documents':['a'],'return_documents':'yes'}"
      })
  void errorsHaveTheFormatOfTheDialect(String body) {
    var cohere = send("/v2/rerank", body);
    assertThat(cohere.status()).isEqualTo(422);
    assertThat(cohere.json().get("message").textValue()).isNotEmpty();
    var jina = send("/v1/rerank", body);
    assertThat(jina.status()).isEqualTo(422);
    assertThat(jina.json().get("detail").textValue()).isNotEmpty();
  }

  @Test
  void serviceFaultsHaveTheFormatOfTheDialect() {
    var empty = send("/v2/rerank", "{'query':'q','documents':[]}");
    assertThat(empty.status()).isEqualTo(400);
    assertThat(empty.json()).isEqualTo(tree("{'message':'`documents` cannot be empty'}"));
    assertThat(send("/v2/rerank", "{'query':'','documents':['a','']}").json())
        .isEqualTo(tree("{'message':'`inputs` cannot be empty (input 1)'}"));
    assertThat(send("/v1/rerank", "{'query':'','documents':['a',{'text':''}]}").json())
        .isEqualTo(tree("{'detail':'`inputs` cannot be empty (input 1)'}"));
    assertThat(send("/v1/rerank", "{").json().has("detail")).isTrue();
    assertThat(SERVER.post("/v2/rerank", "{}").json())
        .isEqualTo(tree("{'message':'the API key is missing or wrong'}"));
    assertThat(SERVER.post("/v1/rerank", "{}").status()).isEqualTo(401);
  }

  private static JsonNode results(String path, String fields) {
    return post(path, "{'query':'q'," + fields + "}").get("results");
  }

  private static JsonNode post(String path, String body) {
    return send(path, body).json();
  }

  private static RunningServer.Reply send(String path, String body) {
    return RunningServer.send(
        SERVER
            .request(path)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer secret")
            .POST(BodyPublishers.ofString(json(body))));
  }
}
