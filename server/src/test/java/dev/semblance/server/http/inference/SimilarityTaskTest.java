package dev.semblance.server.http.inference;

import static dev.semblance.server.http.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarityTaskTest {
  private static final RunningServer SERVER = RunningServer.standard();

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void returnsACosineForEachSentence() {
    Reply reply = similarity("{'inputs':{'source_sentence':'a b','sentences':['b a','a','x y']}}");
    JsonNode cosines = reply.json();
    assertThat(cosines).hasSize(3);
    assertThat(cosines.get(0).doubleValue()).isCloseTo(1, within(1e-6));
    assertThat(cosines.get(1).doubleValue()).isCloseTo(Math.sqrt(0.5), within(1e-6));
    assertThat(cosines.get(2).doubleValue()).isLessThan(1);
    assertThat(reply.header("x-compute-tokens")).isEqualTo("7");
  }

  @Test
  void prependsThePromptToBothSides() {
    assertThat(
            similarity(
                    "{'inputs':{'source_sentence':'a','sentences':['b']},"
                        + "'parameters':{'prompt_name':'shout','truncate':null}}")
                .json()
                .get(0)
                .doubleValue())
        .isGreaterThan(0.5);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          {'inputs':{'source_sentence':'a','sentences':[]}}                               | 400
          {'inputs':{'source_sentence':'','sentences':['b']}}                             | 400
          {'inputs':{'source_sentence':'a'}}                                              | 422
          {'inputs':{'sentences':['b']}}                                                  | 422
          {'inputs':'a'}                                                                  | 422
          {'inputs':{'source_sentence':'a','sentences':['b']},'parameters':7}             | 422
          {'inputs':{'source_sentence':'a','sentences':['b']},'parameters':null}          | 200
          {'inputs':{'source_sentence':'a','sentences':['b']},'parameters':{'prompt_name':'x'}} | 422
          """)
  void malformedRequestsGetAClientError(String body, int status) {
    assertThat(similarity(body).status()).isEqualTo(status);
  }

  private static Reply similarity(String body) {
    return SERVER.post("/similarity", json(body));
  }
}
