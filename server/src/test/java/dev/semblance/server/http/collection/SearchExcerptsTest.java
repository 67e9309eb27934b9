package dev.semblance.server.http.collection;

import static dev.semblance.server.http.RunningServer.json;
import static dev.semblance.server.http.RunningServer.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Highlights of hits over HTTP.
class SearchExcerptsTest {
  private static final RunningServer SERVER = RunningServer.standard();

  @BeforeAll
  static void write() {
    SERVER.put("/collections/animals", "");
    SERVER.post(
        "/collections/animals/documents",
        json("[{'id':'17','title':'🦊 Fox','text':'😀 a <quick> red fox'}]"));
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void highlightsHaveOffsetsInCodePoints() {
    assertThat(highlights("true"))
        .isEqualTo(
            tree(
                "{'title':[{'start':0,'end':5,'text':'🦊 Fox','matches':[[2,5]]}],"
                    + "'text':[{'start':0,'end':19,'text':'😀 a <quick> red fox',"
                    + "'matches':[[12,15],[16,19]]}]}"));
  }

  @Test
  void textIsHtmlOnRequest() {
    assertThat(highlights("{'fields':['text'],'html':true}").at("/text/0/text").textValue())
        .isEqualTo("😀 a &lt;quick&gt; <em>red</em> <em>fox</em>");
    assertThat(
            highlights("{'fields':['text'],'pre':'[','post':']'}").at("/text/0/text").textValue())
        .isEqualTo("😀 a <quick> [red] [fox]");
  }

  @Test
  void hitsHaveNoExcerptsUnlessAsked() {
    JsonNode hit = search("{'query':'fox'}").json().at("/hits/0");
    assertThat(hit.has("highlights")).isFalse();
    assertThat(hit.has("passage")).isFalse();
    assertThat(search("{'query':'fox','highlight':false}").json().at("/hits/0")).isEqualTo(hit);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          {'fragments':0}    | highlight.fragments` must be between 1 and 20. Given: 0
          {'length':5000}    | highlight.length` must be between 20 and 2000. Given: 5000
          {'fields':['id']}  | `id` is no text field; text fields are: title, text
          {'fragment':1}     | fragment
          'yes'              | highlight
          """)
  void invalidSettingsAreRefused(String highlight, String message) {
    Reply reply = search("{'query':'fox','highlight':" + highlight + "}");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.text()).contains(message);
  }

  private static JsonNode highlights(String highlight) {
    String body = "{'query':'red fox','fields':[],'highlight':" + highlight + "}";
    return search(body).json().at("/hits/0/highlights");
  }

  private static Reply search(String body) {
    return SERVER.post("/collections/animals/search", json(body));
  }
}
