package dev.semblance.server.http.collection;

import static dev.semblance.server.http.RunningServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Filters of searches, lists and deletes over HTTP.
class SearchFilterTest {
  private static final RunningServer SERVER = RunningServer.standard();

  @BeforeAll
  static void write() {
    SERVER.put(
        "/collections/c",
        json(
            "{'schema':{'fields':{'title':{'type':'text','weight':2},'text':{'type':'text'},"
                + "'note':{'type':'text'},'tag':{'type':'keyword'},'year':{'type':'integer'},"
                + "'at':{'type':'date'},'place':{'type':'geo'},'raw':{'type':'stored'}},"
                + "'vectors':{'vector':{'model':'words','from':['text']}}}}"));
    documents("c");
  }

  private static void documents(String collection) {
    assertThat(
            SERVER
                .post(
                    "/collections/" + collection + "/documents",
                    json(
                        "[{'id':'a','title':'red fox','text':'a fox in"
                            + " snow','tag':['x','y'],'year':2019,"
                            + "'at':'2019-05-01','place':{'lat':52.52,'lon':13.4}},{'id':'b','text':'a"
                            + " red fox','tag':'x','year':2021,'at':'2021-05-01T12:00:00Z'},{'id':'c','text':'a"
                            + " fox','note':'seen at"
                            + " night','year':2022,'place':{'lat':48.1,'lon':11.6}},{'id':'d','text':'a"
                            + " fox at night'}]"))
                .status())
        .isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          {'field':'year','gte':2020}                                  | b c
          'year >= 2020 AND tag = x'                                   | b
          {'field':'tag','in':['y','z']}                               | a
          {'field':'tag','not_equals':'x'}                             | c d
          {'not':{'field':'year','lt':2021}}                           | b c d
          {'field':'at','lt':'2021-01-01'}                             | a
          {'field':'at','gte':1556668800000,'lte':1556668800000}       | a
          {'field':'place','distance':{'lat':52.5,'lon':13.4,'meters':5000}} | a
          {'field':'place','box':{'south':40,'west':10,'north':50,'east':12}} | c
          {'field':'title','contains':'Red'}                           | a
          {'field':'text','contains':'RED fox'}                        | b
          {'field':'text','contains':'night'}                          | d
          {'field':'note','contains':'night'}                          | c
          {'field':'tag','prefix':''}                                  | a b
          {'field':'note','exists':false}                              | a b d
          {'ids':['d','a','z']}                                        | a d
          {'and':[]}                                                   | a b c d
          {'or':[]}                                                    |
          null                                                         | a b c d
          """)
  void searchesAndListsApplyTheFilter(String filter, String ids) {
    List<String> expected = ids == null ? List.of() : List.of(ids.split(" "));
    for (String mode : List.of("hybrid", "dense", "lexical")) {
      JsonNode hits =
          found("{'query':'fox','mode':'" + mode + "','filter':" + filter + "}").get("hits");
      assertThat(ids(hits)).as(mode).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void filterDoesNotChangeScoresOfALane() {
    JsonNode all = found("{'query':'red fox','mode':'lexical'}").get("hits");
    JsonNode some =
        found("{'query':'red fox','mode':'lexical','filter':'year = 2021'}").get("hits");
    assertThat(some).hasSize(1);
    for (JsonNode hit : all) {
      if (hit.get("id").textValue().equals("b")) {
        assertThat(some.get(0).get("score")).isEqualTo(hit.get("score"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          {'field':'yaer','gte':2020}     | no field `yaer` (did you mean year?)
          {'field':'year','equals':'x'}   | `year` is an integer, and `x` is not
          {'feld':'year'}                 | `filter` has no key `feld` (did you mean field?)
          'year >'                        | `filter`, column 7: expected a value
          7                               | `filter` must be an object
          {'field':'raw','exists':true}   | `raw` is of type stored
          """)
  void refusesOtherFilters(String filter, String message) {
    for (Reply reply :
        List.of(
            search("{'query':'fox','filter':" + filter + "}"),
            SERVER.post("/collections/c/documents/delete", json("{'filter':" + filter + "}")))) {
      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.json().get("error").textValue()).contains(message);
    }
  }

  @Test
  void documentsAreListedInPages() {
    List<String> listed = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    for (String next = ""; next != null; pages++) {
      JsonNode page = SERVER.get("/collections/c/documents?k=3&fields=year,raw" + cursor).json();
      listed.addAll(ids(page.get("documents")));
      next = page.get("next_cursor").textValue();
      cursor = "&cursor=" + next;
    }
    assertThat(pages).isEqualTo(2);
    assertThat(listed).containsExactly("a", "b", "c", "d");
    JsonNode some =
        SERVER.get("/collections/c/documents?filter=" + encoded("tag = x AND year < 2020")).json();
    assertThat(ids(some.get("documents"))).containsExactly("a");
    assertThat(some.get("documents").get(0).get("text").textValue()).isEqualTo("a fox in snow");
    assertThat(some.get("next_cursor").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          k=0          | `k` must be between 1 and 1000. Given: 0
          k=x          | the query parameter `k` cannot be read: it is no whole number
          cursor=AAAA  | `cursor` is none of this request
          filter=x     | `filter`, column 2: expected =
          filter=x=1   | no field `x`
          """)
  void refusesOtherLists(String query, String message) {
    Reply reply = SERVER.get("/collections/c/documents?" + query);
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().get("error").textValue()).contains(message);
  }

  @Test
  void documentsThatSatisfyAFilterAreDeleted() {
    SERVER.put("/collections/deleted", json("{'model':'words'}"));
    documents("deleted");
    Reply reply =
        SERVER.post(
            "/collections/deleted/documents/delete",
            json("{'filter':{'field':'tag','equals':'x'}}"));
    assertThat(reply.text()).isEqualTo("{\"deleted\":2,\"missing\":[]}");
    assertThat(ids(SERVER.get("/collections/deleted/documents").json().get("documents")))
        .containsExactly("c", "d");
    Reply both =
        SERVER.post(
            "/collections/deleted/documents/delete", json("{'ids':['c'],'filter':'year = 1'}"));
    assertThat(both.status()).isEqualTo(422);
    assertThat(both.text()).contains("give `ids` or `filter`, not both");
  }

  private static List<String> ids(JsonNode array) {
    List<String> ids = new ArrayList<>();
    array.forEach(element -> ids.add(element.get("id").textValue()));
    return ids;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static JsonNode found(String body) {
    Reply reply = search(body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static Reply search(String body) {
    return SERVER.post("/collections/c/search", json(body));
  }
}
