package dev.semblance.server.http.collection;

import static dev.semblance.server.http.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Order, groups, cursors and counts of a search over HTTP.
class SearchArrangementTest {
  private static final RunningServer SERVER = RunningServer.standard();
  private static final String SCHEMA =
      json(
          "{'schema':{'fields':{'text':{'type':'text'},'tag':{'type':'keyword'},"
              + "'year':{'type':'integer'},'at':{'type':'date'}},"
              + "'vectors':{'vector':{'model':'words','from':['text']}}}}");

  @BeforeAll
  static void write() {
    SERVER.put("/collections/c", SCHEMA);
    write("c", 0, 20);
  }

  /// Years 2000 to 2006; every fifth document has none, every third has the word `deep`.
  private static void write(String collection, int from, int to) {
    StringBuilder documents = new StringBuilder("[");
    for (int i = from; i < to; i++) {
      documents.append(
          "{'id':'%02d','text':'water%s','tag':'t%d'%s,'at':'20%02d-05-01'}%s"
              .formatted(
                  i,
                  i % 3 == 0 ? " deep" : "",
                  i % 4,
                  i % 5 == 0 ? "" : ",'year':" + (2000 + i % 7),
                  i % 3,
                  i == to - 1 ? "]" : ","));
    }
    Reply reply =
        SERVER.post("/collections/" + collection + "/documents", json(documents.toString()));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void hitsAreOrderedByFieldsAndThoseWithoutComeLast() {
    JsonNode reply = found("{'sort':['-year','tag'],'k':20}");
    assertThat(ids(reply))
        .containsExactly(
            "13", "06", "12", "19", "04", "18", "11", "17", "03", "16", "09", "02", "08", "01",
            "14", "07", "00", "05", "10", "15");
    assertThat(reply.at("/hits/0/score").doubleValue()).isZero();
    assertThat(ids(found("{'sort':['year'],'filter':'tag = t0'}")))
        .containsExactly("08", "16", "04", "12", "00");
  }

  @Test
  void queryIsOrderedAmongWhatItsLanesFind() {
    assertThat(ids(found("{'query':'deep','mode':'lexical','sort':['-year']}")))
        .containsExactly("06", "12", "18", "03", "09", "00", "15");
    JsonNode hybrid = found("{'query':'deep','sort':['-year'],'k':20}");
    assertThat(hybrid.get("hits")).hasSize(20);
    assertThat(hybrid.at("/hits/0/id").textValue()).isEqualTo("06");
    assertThat(hybrid.at("/hits/0/score").doubleValue()).isPositive();
  }

  @Test
  void cursorsContinueWhileDocumentsAreWritten() {
    SERVER.put("/collections/growing", SCHEMA);
    write("growing", 0, 20);
    List<String> read = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < 10; page++) {
      JsonNode reply =
          SERVER
              .post(
                  "/collections/growing/search",
                  json("{'sort':['year'],'filter':'year EXISTS','k':5" + cursor + "}"))
              .json();
      read.addAll(ids(reply));
      if (reply.get("next_cursor").isNull()) {
        break;
      }
      cursor = ",'cursor':'" + reply.get("next_cursor").textValue() + "'";
      SERVER.delete("/collections/growing/documents/" + read.getFirst());
      write("growing", 20 + page, 21 + page);
    }
    assertThat(read).doesNotHaveDuplicates();
    assertThat(read.stream().filter(id -> id.compareTo("20") < 0)).hasSize(16);
  }

  @Test
  void cursorsOfRankedHitsEndWithTheWindow() {
    String query = "{'query':'deep water','window':20";
    List<String> all = ids(found(query + ",'k':20}"));
    List<String> read = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    for (JsonNode next = null; next == null || !next.isNull(); pages++) {
      JsonNode reply = found(query + ",'k':8" + cursor + "}");
      read.addAll(ids(reply));
      next = reply.get("next_cursor");
      cursor = ",'cursor':'" + next.textValue() + "'";
    }
    assertThat(read).isEqualTo(all);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void cursorOfAnotherSearchIsRefused() {
    String cursor = found("{'query':'water','k':3}").get("next_cursor").textValue();
    for (String other :
        List.of(
            "{'query':'deep','k':3,'cursor':'" + cursor + "'}",
            "{'query':'water','k':3,'filter':'tag = t0','cursor':'" + cursor + "'}",
            "{'query':'water','k':3,'cursor':'" + cursor.replace(cursor.charAt(9), '-') + "x'}",
            "{'sort':['year'],'cursor':'" + cursor + "'}")) {
      Reply reply = search(other);
      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.text()).contains("`cursor` is none of this request");
    }
    assertThat(search("{'query':'water','k':3,'offset':3,'cursor':'" + cursor + "'}").text())
        .contains("give `offset` or `cursor`, not both");
  }

  @Test
  void totalsAndFacetsCountWhatPassesTheFilter() {
    JsonNode reply =
        found(
            "{'query':'deep','k':1,'total':true,'filter':'tag IN (t0, t1)','facets':['tag',"
                + "{'field':'year','ranges':[{'to':2002},{'from':2002,'to':2005},{'from':2005}]},"
                + "{'field':'at','dates':'year'}]}");
    assertThat(reply.get("total").intValue()).isEqualTo(10);
    assertThat(reply.get("counted").textValue()).isEqualTo("filter");
    assertThat(counts(reply, "tag")).containsExactly("t0 5", "t1 5");
    assertThat(counts(reply, "year")).containsExactly("..2002 2", "2002..2005 4", "2005.. 2");
    assertThat(counts(reply, "at")).containsExactly("2000 3", "2001 4", "2002 3");
  }

  @Test
  void lexicalLaneAloneCountsWhatAlsoMatches() {
    JsonNode reply = found("{'query':'deep','mode':'lexical','k':1,'total':true,'facets':['tag']}");
    assertThat(reply.get("total").intValue()).isEqualTo(7);
    assertThat(reply.get("counted").textValue()).isEqualTo("filter and words");
    assertThat(counts(reply, "tag")).containsExactly("t0 2", "t2 2", "t3 2", "t1 1");
  }

  @Test
  void disjunctiveFacetLeavesItsOwnConditionsOut() {
    String filter = "'filter':'tag = t0 AND year >= 2004'";
    assertThat(counts(found("{'sort':['year'],'facets':['tag']," + filter + "}"), "tag"))
        .containsExactly("t0 2");
    assertThat(
            counts(
                found(
                    "{'sort':['year'],'facets':[{'field':'tag','disjunctive':true}],"
                        + filter
                        + "}"),
                "tag"))
        .containsExactly("t0 2", "t2 2", "t3 2", "t1 1");
  }

  @Test
  void groupsHaveAtMostAFewHits() {
    JsonNode reply = found("{'query':'water','k':20,'group':{'field':'tag','size':2}}");
    List<String> tags = new ArrayList<>();
    reply.get("hits").forEach(hit -> tags.add(hit.at("/document/tag").textValue()));
    assertThat(tags).containsExactlyInAnyOrder("t0", "t0", "t1", "t1", "t2", "t2", "t3", "t3");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          'sort':['yaer']                         | `sort`: the collection has no field `yaer` (did you mean year?)
          'sort':['text']                         | `sort`: `text` is of type text; it takes keywords, integers
          'sort':['year'],'group':{'field':'tag'} | give `sort` or `group`, not both
          'sort':'year'                           | sort: invalid type
          'group':{'field':'year'}                | `group`: `year` is of type integer; groups are of keywords
          'group':{'field':'tag','size':0}        | the `size` of a group must be between 1 and 100
          'facets':'tag'                          | facets: expected a list of fields
          'facets':['tag','tag']                  | `facets` has at most 32 facets, each of another field
          'facets':['nope']                       | `facets`: the collection has no field `nope`
          'facets':[{'field':'tag','ranges':[]}]  | the facet `tag` has 1 to 1000 buckets. Given: 0
          'facets':[{'field':'tag','dates':'year'}] | `facets`: `tag` is of type keyword; these buckets are for dates
          'facets':[{'field':'at','dates':'day'}] | dates: expected `year` or `month`
          'facets':[{'feld':'at'}]                | unknown field `feld`
          'total':1                               | total: invalid type
          """)
  void refusesOtherArrangements(String fields, String message) {
    Reply reply = search("{'query':'water'," + fields + "}");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().get("error").textValue()).contains(message);
  }

  @Test
  void queryIsRequiredWithoutSort() {
    assertThat(search("{'k':3}").json().get("error").textValue()).contains("missing field `query`");
  }

  private static List<String> counts(JsonNode reply, String field) {
    List<String> counts = new ArrayList<>();
    reply
        .at("/facets/" + field)
        .forEach(count ->
            counts.add(count.get("value").textValue() + " " + count.get("documents").intValue()));
    return counts;
  }

  private static List<String> ids(JsonNode reply) {
    List<String> ids = new ArrayList<>();
    reply.get("hits").forEach(hit -> ids.add(hit.get("id").textValue()));
    return ids;
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
