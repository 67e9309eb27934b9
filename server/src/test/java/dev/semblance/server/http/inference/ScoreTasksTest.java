package dev.semblance.server.http.inference;

import static dev.semblance.server.http.RunningServer.json;
import static dev.semblance.server.http.RunningServer.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Prompt;
import dev.semblance.server.LengthClassifier;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.service.ServiceSettings;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreTasksTest {
  private static final RunningServer RERANKER = server(new LengthClassifier("relevant"));
  private static final RunningServer CLASSIFIER = server(new LengthClassifier("no", "yes"));
  private static final RunningServer EMBEDDER = RunningServer.standard();

  @AfterAll
  static void stop() {
    RERANKER.close();
    CLASSIFIER.close();
    EMBEDDER.close();
  }

  @Test
  void ranksBestFirstAndTiesInReverseOrder() {
    assertThat(rerank("{'query':'q','texts':['aa','bbbb','cc'],'raw_scores':true}").json())
        .isEqualTo(
            tree("[{'index':1,'score':4.0},{'index':2,'score':2.0},{'index':0,'score':2.0}]"));
  }

  @Test
  void defaultPromptIsNotAppliedToPairs() {
    var prompted = ServiceSettings.STANDARD.with(new Prompt.Literal("a prompt: "));
    try (var server =
        new RunningServer(new LengthClassifier("relevant"), prompted, HttpSettings.STANDARD)) {
      for (String body :
          new String[] {"{'query':'q','texts':['aa','b']}", "{'query':'q','texts':['']}"}) {
        assertThat(server.post("/rerank", json(body)).text()).isEqualTo(rerank(body).text());
      }
    }
  }

  @Test
  void everyTextIsRanked() {
    String texts = "'text'" + ",'text'".repeat(999);
    JsonNode ranks = rerank("{'query':'q','texts':[" + texts + "]}").json();
    assertThat(ranks.findValues("index").stream().map(JsonNode::intValue))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 1_000).boxed().toList());
  }

  @Test
  void returnsTextsOnRequest() {
    assertThat(rerank("{'query':'q','texts':['aa'],'return_text':true}").json())
        .isEqualTo(tree("[{'index':0,'text':'aa','score':0.02}]"));
  }

  @Test
  void embeddingModelsRankByVectors() {
    var ranks =
        EMBEDDER.post(
            "/rerank", json("{'query':'red apples','texts':['blue sky','red apples','red car']}"));
    assertThat(ranks.json().findValues("index").stream().map(JsonNode::intValue))
        .containsExactly(1, 2, 0);
  }

  @Test
  void embeddingModelsRankEmptyTexts() {
    for (String body : List.of("{'query':'q','texts':['a','']}", "{'query':'','texts':['a']}")) {
      assertThat(EMBEDDER.post("/rerank", json(body)).status()).isEqualTo(200);
    }
    assertThat(EMBEDDER.post("/embed", json("{'inputs':''}")).status()).isEqualTo(400);
  }

  @Test
  void headersHaveTheCostOfRanking() {
    Reply reply = rerank("{'query':'q','texts':['aa','bbbb']}");
    assertThat(reply.header("x-compute-tokens")).isEqualTo("6");
    assertThat(reply.header("x-compute-characters")).isEqualTo("8");
  }

  @Test
  void scoresEveryLabelBestFirst() {
    assertThat(CLASSIFIER.post("/predict", json("{'inputs':'four'}")).json())
        .isEqualTo(tree("[{'score':0.08,'label':'yes'},{'score':0.04,'label':'no'}]"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          'a'                   | 1 | false
          ['a']                 | 1 | false
          ['a','b']             | 1 | false
          [['a']]               | 1 | true
          [['a'],['b','c']]     | 2 | true
          """)
  void firstElementDistinguishesABatch(String inputs, int count, boolean batch) {
    var reply = CLASSIFIER.post("/predict", json("{'inputs':" + inputs + "}")).json();
    assertThat(reply.get(0).isArray()).isEqualTo(batch);
    assertThat(reply).hasSize(batch ? count : 2);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          /rerank  | {'query':'q','texts':[]}             | 400
          /rerank  | {'query':'q'}                        | 422
          /rerank  | {'texts':['a']}                      | 422
          /rerank  | {'query':'q','texts':'a'}            | 422
          /rerank  | {'query':'q','texts':[1]}            | 422
          /rerank  | {'query':'','texts':['']}            | 400
          /predict | {'inputs':['a','b','c']}             | 422
          /predict | {'inputs':[['a','b','c']]}           | 422
          /predict | {'inputs':[['a'],'b']}               | 422
          /predict | {'inputs':[[]]}                      | 422
          /predict | {'inputs':''}                        | 400
          /predict | {'inputs':7}                         | 422
          """)
  void refusesMalformedRequests(String path, String body, int status) {
    assertThat(RERANKER.post(path, json(body)).status()).isEqualTo(status);
  }

  @Test
  void wrongKindOfModelHasTeisMessage() {
    expectBackend(
        CLASSIFIER.post("/rerank", json("{'query':'q','texts':['a']}")),
        "Backend error: model is not a re-ranker model");
    expectBackend(
        EMBEDDER.post("/predict", json("{'inputs':'a'}")),
        "Backend error: Model is not a classifier model");
    expectBackend(
        RERANKER.post("/embed", json("{'inputs':'a'}")),
        "Backend error: Model is not an embedding model");
    expectBackend(
        EMBEDDER.post("/embed_sparse", json("{'inputs':'a'}")),
        "Backend error: Model is not an embedding model with SPLADE pooling");
  }

  @Test
  void emptyTextsErrorHasNoPrefix() {
    assertThat(rerank("{'query':'q','texts':[]}").json())
        .isEqualTo(tree("{'error':'`texts` cannot be empty','error_type':'Empty'}"));
  }

  @Test
  void infoDescribesTheClassifier() {
    assertThat(RERANKER.get("/info").json().get("model_type"))
        .isEqualTo(tree("{'reranker':{'id2label':{'0':'relevant'},'label2id':{'relevant':0}}}"));
    assertThat(CLASSIFIER.get("/info").json().at("/model_type/classifier/id2label")).hasSize(2);
  }

  @Test
  void modelSelectsTheTask() {
    String rerank = json("{'query':'q','texts':['a']}");
    String predict = json("{'inputs':'a'}");
    for (String path : new String[] {"/", "/invocations"}) {
      assertThat(RERANKER.post(path, rerank).json())
          .isEqualTo(RERANKER.post("/rerank", rerank).json());
      assertThat(CLASSIFIER.post(path, predict).json())
          .isEqualTo(CLASSIFIER.post("/predict", predict).json());
      assertThat(EMBEDDER.post(path, predict).json())
          .isEqualTo(EMBEDDER.post("/embed", predict).json());
    }
  }

  @Test
  void answersAnEnvelopeOfInstances() {
    String instances = "{'instances':[{'inputs':'a'},{'query':'q','texts':['bb']}]}";
    assertThat(RERANKER.post("/vertex", json(instances)).json())
        .isEqualTo(
            tree(
                "{'predictions':[[{'score':0.01,'label':'relevant'}],"
                    + "[{'index':0,'score':0.02}]]}"));
    assertThat(EMBEDDER.post("/vertex", json("{'instances':[{'inputs':'a'}]}")).json())
        .hasToString(
            json("{'predictions':[" + EMBEDDER.post("/embed", json("{'inputs':'a'}")).text())
                + "]}");
    assertThat(CLASSIFIER.post("/vertex", json(instances)).status()).isEqualTo(424);
    assertThat(EMBEDDER.post("/vertex", json("{'instances':[{'inputs':''}]}")).status())
        .isEqualTo(400);
    assertThat(EMBEDDER.post("/vertex", json("{'instances':{}}")).status()).isEqualTo(422);
    assertThat(EMBEDDER.post("/vertex", json("{'instances':[]}")).json())
        .isEqualTo(tree("{'predictions':[]}"));
  }

  private static void expectBackend(Reply reply, String error) {
    assertThat(reply.status()).isEqualTo(424);
    assertThat(reply.json().get("error").textValue()).isEqualTo(error);
    assertThat(reply.json().get("error_type").textValue()).isEqualTo("Backend");
  }

  private static Reply rerank(String body) {
    return RERANKER.post("/rerank", json(body));
  }

  private static RunningServer server(LengthClassifier classifier) {
    return new RunningServer(classifier, ServiceSettings.STANDARD, HttpSettings.STANDARD);
  }
}
