package dev.semblance.server.http.collection;

import static dev.semblance.server.http.RunningServer.json;
import static dev.semblance.server.http.RunningServer.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.collection.CollectionLimits.Slices;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DocumentRoutesTest {
  private static final String DOCUMENTS = "/collections/books/documents";

  private final RunningServer server =
      new RunningServer(
          ServiceSettings.STANDARD.with(new Slices(10, 1 << 20)),
          HttpSettings.STANDARD.with(
              new HttpSettings.BodyLimits(2_000_000, 1_000, Duration.ofSeconds(30))));

  @BeforeEach
  void makeTheCollection() {
    server.put("/collections/books", "");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void writesAnArrayAndAnswersForEachDocument() {
    Reply reply =
        post("[{'id':'a','text':'red fox'},{'id':'b','title':'Blue','text':'whale','year':1851}]");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("accepted").intValue()).isEqualTo(2);
    assertThat(reply.json().get("refused").intValue()).isZero();
    assertThat(reply.json().get("documents").get(1))
        .isEqualTo(tree("{'index':1,'id':'b','status':'accepted'}"));
    assertThat(server.get(DOCUMENTS + "/b").json())
        .isEqualTo(tree("{'id':'b','title':'Blue','text':'whale','year':1851}"));
  }

  @Test
  void writesASingleObject() {
    assertThat(post("{'id':'a','text':'red fox'}").json().get("accepted").intValue()).isEqualTo(1);
  }

  @Test
  void replacesADocumentOfTheSameId() {
    post("[{'id':'a','text':'red'}]");
    post("[{'id':'a','text':'blue'}]");
    assertThat(server.get(DOCUMENTS + "/a").json().get("text").textValue()).isEqualTo("blue");
  }

  @Test
  void keepsFieldsAsTheyWereGiven() {
    String document =
        "{'id':'a','title':'','text':'x','n':9007199254740993,'d':0.1,'b':true,'l':[1,'two',[3]],'m':{'k':{'z':null,'y':'é'}},'gone':null}";
    post("[" + document + "]");
    assertThat(server.get(DOCUMENTS + "/a").json())
        .isEqualTo(tree(document.replace(",'gone':null", "")));
  }

  @Test
  void deletesADocument() {
    post("[{'id':'a','text':'red'}]");
    assertThat(server.delete(DOCUMENTS + "/a").status()).isEqualTo(204);
    assertThat(server.get(DOCUMENTS + "/a").status()).isEqualTo(404);
    assertThat(server.delete(DOCUMENTS + "/a").status()).isEqualTo(404);
  }

  @Test
  void keepsTheGoodLinesAndNumbersTheBadOnes() {
    Reply reply =
        lines(
            """
            {'id':'a','text':'red'}
            {'id':'b','text':
            \r
            {'id':'c','text':'blue'}\r
            [1]
            {'id':true,'text':'no id'}
            {'id':[7],'text':'x'}
            {'id':'d','text':NaN}
            {'id':'e','weights':[1e999],'text':'x'}
            {'id':'f'}
            {'id':'g','text':'last, without a newline'}\
            """);
    assertThat(reply.status()).isEqualTo(200);
    JsonNode verdicts = reply.json().get("documents");
    assertThat(verdicts.findValuesAsText("line"))
        .containsExactly("1", "2", "4", "5", "6", "7", "8", "9", "10", "11");
    assertThat(verdicts.findValuesAsText("status"))
        .containsExactly(
            "accepted",
            "refused",
            "accepted",
            "refused",
            "refused",
            "refused",
            "refused",
            "refused",
            "refused",
            "accepted");
    assertThat(verdicts.get(1).get("error").textValue())
        .startsWith("not a JSON object")
        .contains("column");
    assertThat(verdicts.get(4).get("error").textValue()).startsWith("`id` must be");
    assertThat(verdicts.get(7).get("error").textValue()).contains("weights");
    assertThat(verdicts.get(8).get("id").textValue()).isEqualTo("f");
    assertThat(server.get(DOCUMENTS + "/c").status()).isEqualTo(200);
    assertThat(server.get(DOCUMENTS + "/g").status()).isEqualTo(200);
    assertThat(server.get(DOCUMENTS + "/f").status()).isEqualTo(404);
  }

  @Test
  void computesAMissingId() {
    JsonNode verdict = post("[{'text':'red fox'}]").json().get("documents").get(0);
    assertThat(verdict.get("status").textValue()).isEqualTo("accepted");
    String id = verdict.get("id").textValue();
    assertThat(server.get(DOCUMENTS + "/" + id).json().get("text").textValue())
        .isEqualTo("red fox");
    assertThat(post("[{'text':'red fox'}]").json().findValue("id").textValue()).isEqualTo(id);
  }

  @Test
  void usesTheVectorOfTheDocument() {
    String vector = "[" + "0,".repeat(62) + "3,4]";
    post("[{'id':'a','text':'red fox','vector':" + vector + "}]");
    assertThat(server.get(DOCUMENTS + "/a").json().has("vector")).isFalse();
    JsonNode verdicts =
        post("[{'id':'b','text':'x','vector':[1]},{'id':'c','text':'x','vector':['NaN']},"
                + "{'id':'d','text':'x','vector':[1e39]},{'id':'e','text':'ok'},"
                + "{'id':'f','text':'x','vector':7},{'id':'g','text':'x','vector':"
                + vector.replace("3", "1e39")
                + "}]")
            .json()
            .get("documents");
    assertThat(verdicts.findValuesAsText("id")).containsExactly("b", "c", "d", "e", "f", "g");
    assertThat(verdicts.findValuesAsText("status"))
        .containsExactly("refused", "refused", "refused", "accepted", "refused", "refused");
    assertThat(verdicts.get(5).get("error").textValue()).contains("Infinity at dimension 62");
  }

  @Test
  void keepsTheLaterOfTwoDocumentsWithOneId() {
    JsonNode verdicts = post("[{'id':'a','text':'red'},{'id':'a','text':'blue'}]").json();
    assertThat(verdicts.get("accepted").intValue()).isEqualTo(1);
    assertThat(verdicts.findValues("error").getFirst().textValue()).contains("same id");
    assertThat(server.get(DOCUMENTS + "/a").json().get("text").textValue()).isEqualTo("blue");
  }

  @Test
  void skipsALineThatIsTooLong() {
    Reply reply =
        lines("{'id':'a','text':'" + "x ".repeat(100_000) + "'}\n" + "{'id':'b','text':'short'}\n");
    JsonNode verdicts = reply.json().get("documents");
    assertThat(verdicts.get(0).get("error").textValue()).contains("1000 bytes");
    assertThat(verdicts.get(1)).isEqualTo(tree("{'line':2,'id':'b','status':'accepted'}"));
  }

  @Test
  void readsManySlicesInOrder() {
    String lines =
        IntStream.range(0, 95)
            .mapToObj(i -> "{'id':'d" + i + "','text':'number " + i + "'}")
            .collect(Collectors.joining("\n"));
    JsonNode reply = lines(lines).json();
    assertThat(reply.get("accepted").intValue()).isEqualTo(95);
    assertThat(reply.get("documents").findValuesAsText("id"))
        .containsExactlyElementsOf(IntStream.range(0, 95).mapToObj(i -> "d" + i).toList());
    assertThat(server.get("/collections/books").json().get("documents").intValue()).isEqualTo(95);
  }

  @Test
  void answersForAnEmptyStream() {
    assertThat(lines("").json().get("accepted").intValue()).isZero();
    assertThat(lines("\n\n").status()).isEqualTo(200);
    assertThat(post("[]").status()).isEqualTo(200);
  }

  @Test
  void answersWithAFailureWhenNothingWasAccepted() {
    Reply reply = post("[{'id':'a'}]");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().get("error_type").textValue()).isEqualTo("Validation");
    assertThat(reply.json().get("documents").get(0).get("error").textValue()).contains("empty");
  }

  @Test
  void writesNothingOfABrokenArray() {
    Reply reply = post("[{'id':'a','text':'red'},{'id':'b',");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("error").textValue()).contains("line 1 column");
    assertThat(server.get(DOCUMENTS + "/a").status()).isEqualTo(404);
    assertThat(post("'text'").status()).isEqualTo(422);
    assertThat(post("").status()).isEqualTo(400);
    assertThat(post("[{'id':'a','text':'red'}] x").status()).isEqualTo(400);
  }

  @Test
  void refusesAnArrayThatIsNotUtf8() {
    byte[] overlong = "[{\"id\":\"a\",\"text\":\"??\"}]".getBytes(StandardCharsets.US_ASCII);
    int at = overlong.length - 5;
    overlong[at] = (byte) 0xc0;
    overlong[at + 1] = (byte) 0x80;
    Reply reply = server.post(DOCUMENTS, BodyPublishers.ofByteArray(overlong));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("error").textValue()).contains("the text is not UTF-8");
  }

  @Test
  void keepsTheSlicesBeforeABreakAndReportsIt() {
    String good =
        IntStream.range(0, 15)
            .mapToObj(i -> "{'id':'d" + i + "','text':'number " + i + "'}")
            .collect(Collectors.joining(","));
    JsonNode reply = post("[" + good + ",{]").json();
    assertThat(reply.get("accepted").intValue()).isEqualTo(10);
    assertThat(reply.get("error_type").textValue()).isEqualTo("Malformed");
    assertThat(server.get(DOCUMENTS + "/d9").status()).isEqualTo(200);
    assertThat(server.get(DOCUMENTS + "/d10").status()).isEqualTo(404);
  }

  @Test
  void refusesAnElementThatIsTooLong() {
    Reply reply = post("[{'id':'a','text':'" + "x ".repeat(100_000) + "'}]");
    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.json().get("error").textValue()).contains("1000 bytes");
  }

  @Test
  void namesTheCollectionThatIsMissing() {
    Reply reply = server.postLines("/collections/nope/documents", "{}");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.json().get("error").textValue()).contains("nope");
  }

  @Test
  void refusesAnotherMediaType() {
    Reply reply =
        RunningServer.send(
            server
                .request(DOCUMENTS)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("id,text")));
    assertThat(reply.status()).isEqualTo(415);
    assertThat(reply.json().get("error").textValue()).contains("application/x-ndjson");
  }

  @Test
  void acceptsIdsWithEveryCharacterOfAPath() {
    for (String id : new String[] {"a/b", "a b", "ä#?", "100%", "java.util.List#of(E...)", ";x="}) {
      post("[{'id':'" + id + "','text':'odd'}]");
      String path = DOCUMENTS + "/" + encode(id);
      assertThat(server.get(path).status()).as(id).isEqualTo(200);
      assertThat(server.get(path).json().get("id").textValue()).isEqualTo(id);
    }
    assertThat(server.get(DOCUMENTS + "/a/b").status()).isEqualTo(200);
  }

  private static String encode(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Reply post(String body) {
    return server.post(DOCUMENTS, json(body));
  }

  private Reply lines(String body) {
    return server.postLines(DOCUMENTS, json(body));
  }
}
