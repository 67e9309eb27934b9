package dev.semblance.server.http.inference;

import static dev.semblance.server.http.RunningServer.json;
import static dev.semblance.server.http.RunningServer.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.Prompt;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.service.ServiceSettings;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenTasksTest {
  private static final RunningServer SERVER = RunningServer.standard();

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void tokenizesOneTextOrSeveral() {
    var one = SERVER.post("/tokenize", json("{'inputs':'aé','add_special_tokens':false}")).json();
    assertThat(one)
        .isEqualTo(
            tree(
                "[[{'id':97,'text':'a','special':false,'start':0,'stop':1},"
                    + "{'id':233,'text':'é','special':false,'start':1,'stop':3}]]"));
    assertThat(SERVER.post("/tokenize", json("{'inputs':['a','b','c']}")).json()).hasSize(3);
  }

  @Test
  void addsSpecialTokensByDefault() {
    var tokens = SERVER.post("/tokenize", json("{'inputs':'a'}")).json().get(0);
    assertThat(tokens.size()).isGreaterThan(1);
    assertThat(tokens.get(0).get("special").booleanValue()).isTrue();
    assertThat(tokens.get(0).get("start").isNull()).isTrue();
    assertThat(tokens.get(0).get("stop").isNull()).isTrue();
  }

  @Test
  void offsetsIncludeThePrompt() {
    var tokens =
        SERVER
            .post(
                "/tokenize",
                json("{'inputs':'a','add_special_tokens':false,'prompt_name':'query'}"))
            .json()
            .get(0);
    assertThat(tokens).hasSize("query: a".length());
    assertThat(tokens.get(7).get("start").intValue()).isEqualTo(7);
  }

  @Test
  void serversPromptAppliesToRequestsWithoutPrompt() {
    ServiceSettings asking = ServiceSettings.STANDARD.with(new Prompt.Named("query"));
    try (var server = new RunningServer(new WordEmbedder("words"), asking, HttpSettings.STANDARD)) {
      for (String prompt : List.of("", ",'prompt_name':null", ",'prompt_name':'query'")) {
        assertThat(
                server
                    .post(
                        "/tokenize",
                        json("{'inputs':'a','add_special_tokens':false%s}".formatted(prompt)))
                    .json()
                    .get(0))
            .hasSize("query: a".length());
      }
    }
  }

  @Test
  void decodesOneListOrSeveral() {
    assertThat(SERVER.post("/decode", json("{'ids':[97,98]}")).json()).isEqualTo(tree("['ab']"));
    assertThat(SERVER.post("/decode", json("{'ids':[[97],[98]]}")).json())
        .isEqualTo(tree("['a','b']"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          /tokenize | {}                              | 422
          /tokenize | {'inputs':7}                    | 422
          /tokenize | {'inputs':[1]}                  | 422
          /tokenize | {'inputs':[]}                   | 400
          /tokenize | {'inputs':''}                   | 400
          /tokenize | {'inputs':'a','prompt_name':'x'}| 422
          /decode   | {}                              | 422
          /decode   | {'ids':'a'}                     | 422
          /decode   | {'ids':[-1]}                    | 422
          /decode   | {'ids':[[1],2]}                 | 422
          /decode   | {'ids':[]}                      | 400
          /decode   | {'ids':[[]]}                    | 400
          """)
  void refusesMalformedRequests(String path, String body, int status) {
    assertThat(SERVER.post(path, json(body)).status()).isEqualTo(status);
  }
}
