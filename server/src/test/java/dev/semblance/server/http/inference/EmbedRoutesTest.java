package dev.semblance.server.http.inference;

import static dev.semblance.server.http.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Prompt;
import dev.semblance.server.CloseCheckingEmbedder;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.service.ServiceSettings;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbedRoutesTest {
  private static final RunningServer SERVER =
      new RunningServer(ServiceSettings.STANDARD.withMaxClientBatch(32), HttpSettings.STANDARD);

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void defaultPromptAppliesToRequestsWithoutPrompt() {
    ServiceSettings shouting = ServiceSettings.STANDARD.with(new Prompt.Named("shout"));
    try (RunningServer server =
        new RunningServer(
            List.of(new WordEmbedder("words"), new CloseCheckingEmbedder("plain")),
            shouting,
            AccessControl.open(),
            HttpSettings.STANDARD)) {
      Reply own = server.post("/embed", json("{'inputs':'there'}"));
      assertThat(own.header("x-compute-tokens")).isEqualTo("3");
      Reply named = server.post("/embed", json("{'inputs':'there','prompt_name':'query'}"));
      assertThat(named.header("x-compute-tokens")).isEqualTo("2");
      Reply openAi = server.post("/v1/embeddings", json("{'input':'there'}"));
      assertThat(openAi.json().at("/usage/total_tokens").intValue()).isEqualTo(3);
      assertThat(server.post("/models/plain/embed", json("{'inputs':'there'}")).status())
          .isEqualTo(200);
    }
  }

  @Test
  void answersOneTextWithAListOfOneVectorOfLengthOne() {
    JsonNode vectors = embed("{'inputs':'deep water'}").json();
    assertThat(vectors).hasSize(1);
    assertThat(vectors.get(0)).hasSize(WordEmbedder.WIDTH);
    assertThat(length(vectors.get(0))).isCloseTo(1, within());
  }

  @Test
  void answersABatchInInputOrder() {
    JsonNode batch = embed("{'inputs':['deep water',[7,8,9],'high hills']}").json();
    assertThat(batch).hasSize(3);
    assertThat(batch.get(0)).isEqualTo(embed("{'inputs':'deep water'}").json().get(0));
    assertThat(batch.get(1)).isEqualTo(embed("{'inputs':[[7,8,9]]}").json().get(0));
    assertThat(batch.get(2)).isEqualTo(embed("{'inputs':['high hills']}").json().get(0));
  }

  @Test
  void flatListOfNumbersIsOneTokenizedInput() {
    JsonNode flat = embed("{'inputs':[7,8,9]}").json();
    assertThat(flat).hasSize(1);
    assertThat(flat).isEqualTo(embed("{'inputs':[[7,8,9]]}").json());
  }

  @Test
  void normalizesByDefault() {
    JsonNode raw = embed("{'inputs':'water water','normalize':false}").json();
    assertThat(length(raw.get(0))).isCloseTo(2, within());
  }

  @Test
  void cutsBeforeItNormalizes() {
    JsonNode cut = embed("{'inputs':'one two three four five six','dimensions':32}").json();
    assertThat(cut.get(0)).hasSize(32);
    assertThat(length(cut.get(0))).isCloseTo(1, within());
    assertThat(embed("{'inputs':'one','dimensions':64}").json().get(0)).hasSize(64);
  }

  @Test
  void prependsTheNamedPrompt() {
    assertThat(embed("{'inputs':'you','prompt_name':'shout'}").json())
        .isEqualTo(embed("{'inputs':'HEY HEY you'}").json());
  }

  @Test
  void acceptsNullInNullableFields() {
    Reply reply =
        embed(
            "{'inputs':'you','truncate':null,'prompt_name':null,'dimensions':null,'unknown':[1]}");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json()).isEqualTo(embed("{'inputs':'you'}").json());
  }

  @Test
  void truncatesOnTheRightByDefault() {
    String text =
        IntStream.range(0, 600)
            .mapToObj(i -> i < 300 ? "left" : "right")
            .collect(Collectors.joining(" "));
    String fields = "{'inputs':'" + text + "','normalize':false,'truncation_direction':";
    JsonNode right = embed("{'inputs':'" + text + "','normalize':false}").json();
    assertThat(embed(fields + "'Right'}").json()).isEqualTo(right);
    assertThat(embed(fields + "'left'}").json()).isNotEqualTo(right);
    assertThat(embed(fields + "'Left','truncate':true}").json()).isNotEqualTo(right);
  }

  @Test
  void refusesALongTextWithoutTruncation() {
    String text = "word ".repeat(513);
    Reply reply = embed("{'inputs':'" + text + "','truncate':false}");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().get("error").textValue())
        .isEqualTo("Input validation error: `inputs` must have less than 512 tokens. Given: 513");
    assertThat(reply.json().get("error_type").textValue()).isEqualTo("Validation");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          {'inputs':''}                        | 400 | Empty      | Input validation error: `inputs` cannot be empty
          {'inputs':[]}                        | 400 | Empty      | Input validation error: `inputs` cannot be empty
          {'inputs':['a','']}                  | 400 | Empty      | Input validation error: `inputs` cannot be empty
          {'inputs':['a',[]]}                  | 400 | Empty      | Input validation error: `inputs` cannot be empty
          {'inputs':'a','dimensions':0}        | 422 | Validation | Input validation error: `dimensions` should be positive
          {'inputs':'a','dimensions':65}       | 422 | Validation | Input validation error: `dimensions` should be smaller than the maximum embedding dimension.
          {'inputs':'a','prompt_name':'nope'}  | 422 | Validation | Input validation error: unknown prompt name 'nope'
          """)
  void answersAFaultAsJson(String body, int status, String type, String error) {
    Reply reply = embed(body);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).startsWith("application/json");
    assertThat(reply.json().get("error").textValue()).startsWith(error);
    assertThat(reply.json().get("error_type").textValue()).isEqualTo(type);
  }

  @Test
  void refusesABatchOverTheLimitWithoutThePrefix() {
    String inputs =
        IntStream.range(0, 33).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(","));
    Reply reply = embed("{'inputs':[" + inputs + "]}");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().get("error").textValue())
        .isEqualTo("batch size 33 > maximum allowed batch size 32");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          {'inputs':'a'                                | 400
          {'inputs':'a'} tail                          | 400
          ~~                                           | 400
          {'inputs':'a','inputs':'b'}                  | 400
          'a'                                          | 422
          {}                                           | 422
          {'inputs':null}                              | 422
          {'inputs':7}                                 | 422
          {'inputs':[1.5]}                             | 422
          {'inputs':[-1]}                              | 422
          {'inputs':['a',1]}                           | 422
          {'inputs':[1,'a']}                           | 422
          {'inputs':{'a':1}}                           | 422
          {'inputs':'a','normalize':null}              | 422
          {'inputs':'a','normalize':'yes'}             | 422
          {'inputs':'a','truncate':1}                  | 422
          {'inputs':'a','dimensions':-1}               | 422
          {'inputs':'a','dimensions':1.5}              | 422
          {'inputs':'a','dimensions':1e400}            | 422
          {'inputs':'a','dimensions':99999999999}      | 422
          {'inputs':'a','dimensions':-9999999999999999999999} | 422
          {'inputs':'a','truncation_direction':'up'}   | 422
          {'inputs':'a','prompt_name':['query']}       | 422
          """)
  void answersAnUnreadableBodyInPlainText(String body, int status) {
    Reply reply = embed(body);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).startsWith("text/plain");
    assertThat(reply.text()).isNotBlank();
  }

  @Test
  void headersHaveTheCost() {
    Reply reply = embed("{'inputs':['deep water','é😀']}");
    assertThat(reply.header("x-compute-type")).isEqualTo("cpu");
    assertThat(reply.header("x-compute-characters")).isEqualTo("12");
    assertThat(reply.header("x-compute-tokens")).isEqualTo("3");
    assertThat(reply.header("x-tokenization-time")).isEqualTo("2");
    assertThat(reply.header("x-queue-time")).isEqualTo("3");
    assertThat(reply.header("x-inference-time")).isEqualTo("4");
    assertThat(reply.header("x-compute-time")).matches("[0-9]+");
    assertThat(reply.header("x-total-time")).matches("[0-9]+");
  }

  private static Reply embed(String body) {
    return SERVER.post("/embed", json(body));
  }

  private static double length(JsonNode vector) {
    double squares = 0;
    for (JsonNode value : vector) {
      squares += value.doubleValue() * value.doubleValue();
    }
    return Math.sqrt(squares);
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-6);
  }
}
