package dev.semblance.server.http.inference;

import static dev.semblance.server.http.RunningServer.json;
import static dev.semblance.server.http.RunningServer.tree;
import static dev.semblance.server.http.inference.TinyModels.serve;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.SemblanceException;
import dev.semblance.server.FailingEmbedder;
import dev.semblance.server.RecordingEmbedder;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.service.ServiceSettings;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `/embed_multi`, `/embed_chunks` and `/score`: a bad element of a list is an error at its index
/// and does not change the others.
class PartialAnswersTest {
  private static final String LONG = "word ".repeat(600);
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = serve("bge-m3-like");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void badInputIsAnErrorAtItsIndex() {
    String asked = "'outputs':['dense','sparse'],'truncate':false";
    JsonNode mixed =
        answered(
            "/embed_multi",
            "{'inputs':['water','','hills','%s',[9999999],'hills',[]],%s}".formatted(LONG, asked));
    assertThat(mixed).hasSize(7);
    assertThat(mixed.get(1))
        .isEqualTo(
            tree(
                "{'index':1,'error':'`inputs` cannot be empty (input 1)',"
                    + "'error_type':'Empty'}"));
    assertError(mixed.get(3), 3, "Validation", "`inputs` must have less than ");
    assertError(mixed.get(4), 4, "Validation", "token id 9999999 is not in the vocabulary");
    assertError(mixed.get(6), 6, "Empty", "`inputs` cannot be empty");
    JsonNode alone =
        answered("/embed_multi", "{'inputs':['water','hills','hills'],%s}".formatted(asked));
    assertThat(mixed.get(0)).isEqualTo(alone.get(0));
    assertThat(mixed.get(2)).isEqualTo(alone.get(1));
    assertThat(mixed.get(5)).isEqualTo(alone.get(2));
  }

  @Test
  void badTextIsAnErrorAmongChunkedTexts() {
    String chunk = "'chunk':{'tokens':8,'pool':'mean'}";
    JsonNode mixed =
        answered("/embed_chunks", "{'inputs':['','deep water',[7]],%s}".formatted(chunk));
    assertError(mixed.get(0), 0, "Empty", "`inputs` cannot be empty");
    assertError(mixed.get(2), 2, "Validation", "chunks are of texts, not of token ids");
    assertThat(mixed.get(1))
        .isEqualTo(
            answered("/embed_chunks", "{'inputs':['deep water'],%s}".formatted(chunk)).get(0));
  }

  @Test
  void badPairIsAnErrorAmongScores() {
    JsonNode mixed =
        answered(
            "/score",
            ("{'pairs':[['a','b'],['a','b'],['x','%s'],['a',''],['%s','b'],['%s','c'],['a','c']],"
                    + "'truncate':false}")
                .formatted(LONG, LONG, LONG));
    assertError(mixed.get(2), 2, "Validation", "`inputs` must have less than ");
    assertError(mixed.get(3), 3, "Empty", "`pairs` cannot hold an empty text");
    assertError(mixed.get(4), 4, "Validation", "`inputs` must have less than ");
    assertError(mixed.get(5), 5, "Validation", "`inputs` must have less than ");
    JsonNode alone = answered("/score", "{'pairs':[['a','b'],['a','c']]}");
    assertThat(mixed.get(0)).isEqualTo(alone.get(0));
    assertThat(mixed.get(1)).isEqualTo(alone.get(0));
    assertThat(mixed.get(6)).isEqualTo(alone.get(1));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          /embed_multi  | {'inputs':''}                                      | 400 | Empty      | `inputs` cannot be empty
          /embed_multi  | {'inputs':['']}                                    | 400 | Empty      | `inputs` cannot be empty
          /embed_multi  | {'inputs':['',[]]}                                 | 400 | Empty      | `inputs` cannot be empty (input 0)
          /embed_multi  | {'inputs':[[9999999],'']}                          | 422 | Validation | (input 0)
          /embed_multi  | {'inputs':['a',''],'prompt_name':'nope'}           | 422 | Validation | unknown prompt name
          /embed_multi  | {'inputs':['a',''],'dimensions':0}                 | 422 | Validation | `dimensions` should be positive
          /embed_multi  | {'inputs':['a',7]}                                 | 422 | Validation | inputs[1]: expected a string
          /embed_chunks | {'inputs':['',''],'chunk':{'tokens':8}}            | 400 | Empty      | `inputs` cannot be empty (input 0)
          /embed_chunks | {'inputs':['a',''],'chunk':{'tokens':100000}}      | 422 | Validation | must be no more than
          /embed_chunks | {'inputs':['a','b'],'chunk':{'tokens':100000}}     | 422 | Validation | Given: 100000
          /score        | {'pairs':[['a','']]}                               | 400 | Empty      | `pairs` cannot hold an empty text
          /score        | {'pairs':[['','a'],['a','']]}                      | 400 | Empty      | `pairs` cannot hold an empty text (input 0)
          """)
  void failsWhenEveryInputIsBadOrTheRequestIsAtFault(
      String path, String body, int status, String type, String why) {
    Reply reply = server.post(path, json(body));
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.json().get("error_type").textValue()).isEqualTo(type);
    assertThat(reply.json().get("error").textValue()).contains(why);
    assertThat(reply.json().get("error").textValue().contains("(input"))
        .isEqualTo(why.contains("(input"));
  }

  @Test
  void overloadFailsTheRequest() {
    var full = new FailingEmbedder(new SemblanceException(Fault.OVERLOADED, "full"));
    try (var other = new RunningServer(full, ServiceSettings.STANDARD, HttpSettings.STANDARD)) {
      Reply reply = other.post("/embed_multi", json("{'inputs':['a','b','']}"));
      assertThat(reply.status()).isEqualTo(429);
      assertThat(reply.json().get("error").textValue()).isEqualTo("full");
    }
  }

  @Test
  void bytesCannotHoldAnError() {
    String body = "{'inputs':['a',''],'outputs':['dense']}";
    assertThat(answered("/embed_multi", body).get(0).get("dense").isArray()).isTrue();
    Reply bytes =
        RunningServer.send(
            server
                .request("/embed_multi")
                .header("Content-Type", "application/json")
                .header("Accept", "application/octet-stream")
                .POST(BodyPublishers.ofString(json(body))));
    assertThat(bytes.status()).isEqualTo(400);
    assertThat(bytes.json().get("error").textValue()).endsWith("cannot be empty (input 1)");
  }

  @Test
  void goodInputsAreComputedOnceInOneBatch() {
    var listening = new RecordingEmbedder();
    try (var other =
        new RunningServer(listening, ServiceSettings.STANDARD, HttpSettings.STANDARD)) {
      Reply reply = other.post("/embed_multi", json("{'inputs':['a','','b','','c']}"));
      assertThat(reply.json()).hasSize(5);
      assertThat(reply.header("x-compute-tokens")).isEqualTo("3");
      assertThat(reply.header("x-compute-characters")).isEqualTo("3");
      assertThat(listening.inputs())
          .containsExactly(List.of(Input.of("a"), Input.of("b"), Input.of("c")));
      assertThat(other.get("/metrics").text())
          .contains(
              "te_embed_count 5", "te_embed_success 3", "te_request_success{method=\"batch\"} 1");
    }
  }

  private static JsonNode answered(String path, String body) {
    Reply reply = server.post(path, json(body));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static void assertError(JsonNode element, int index, String type, String why) {
    assertThat(element.get("index").intValue()).isEqualTo(index);
    assertThat(element.get("error_type").textValue()).isEqualTo(type);
    assertThat(element.get("error").textValue())
        .startsWith("" + why)
        .endsWith(" (input " + index + ")");
    assertThat(element).hasSize(3);
  }
}
