package dev.semblance.server.http.collection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Documents whose ids have characters that mean something in a path.
class OddIdsTest {
  private static final RunningServer SERVER = RunningServer.standard();
  private static final String DOCUMENTS = "/collections/c/documents";

  @BeforeAll
  static void create() {
    SERVER.put("/collections/c", "");
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void everyIdIsReadAndDeletedByItsPath() {
    for (String id : ids()) {
      if (id.indexOf(0) >= 0) {
        continue; // Jetty refuses NUL in a path; a body may have it
      }
      write(id);
      Reply read = SERVER.get(path(id));
      assertThat(read.status()).as(path(id) + ": " + read.text()).isEqualTo(200);
      assertThat(read.json().get("id").textValue()).isEqualTo(id);
      assertThat(SERVER.delete(path(id)).status()).as(path(id)).isEqualTo(204);
      assertThat(SERVER.get(path(id)).status()).as(path(id)).isEqualTo(404);
    }
  }

  @Test
  void everyIdIsDeletedByABody() {
    List<String> ids = ids();
    ids.forEach(OddIdsTest::write);
    ArrayNode array = Json.MAPPER.createArrayNode();
    ids.forEach(array::add);
    array.add("absent").add("absent");
    ObjectNode body = Json.MAPPER.createObjectNode().set("ids", array);
    Reply reply = SERVER.post(DOCUMENTS + "/delete", body.toString());
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("deleted").intValue()).isEqualTo(ids.size());
    assertThat(reply.json().get("missing")).hasSize(1);
    assertThat(SERVER.get("/collections/c").json().get("documents").intValue()).isZero();
  }

  @Test
  void bodyIsChecked() {
    for (String body :
        List.of("{}", "{\"ids\":\"a\"}", "{\"ids\":[1]}", "{\"ids\":[],\"id\":\"a\"}", "[]")) {
      assertThat(SERVER.post(DOCUMENTS + "/delete", body).status()).as(body).isEqualTo(422);
    }
    assertThat(SERVER.post(DOCUMENTS + "/delete", "{\"ids\":[]}").status()).isEqualTo(200);
    assertThat(SERVER.post("/collections/none/documents/delete", "{\"ids\":[]}").status())
        .isEqualTo(404);
  }

  private static List<String> ids() {
    List<String> ids =
        new ArrayList<>(
            List.of(
                "C:\\docs\\a.txt",
                "delete",
                "a/b",
                "/a",
                "a/",
                "a//b",
                "..",
                "../c",
                ".",
                "a;b=c",
                "a?b",
                "a#b",
                "a%b",
                "%2F",
                "a b",
                "+",
                "é",
                "\uD83D\uDE00",
                "\u202e",
                "|",
                "\"",
                "<x>"));
    for (char control = 0; control < 0x20; control++) {
      ids.add("c" + control);
    }
    ids.add("d\u007f");
    return ids;
  }

  private static void write(String id) {
    ObjectNode document = Json.MAPPER.createObjectNode().put("id", id).put("text", "words");
    Reply reply = SERVER.post(DOCUMENTS, document.toString());
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  /// Every byte is encoded, as a client may do.
  private static String path(String id) {
    StringBuilder path = new StringBuilder(DOCUMENTS + "/");
    for (byte value : id.getBytes(StandardCharsets.UTF_8)) {
      path.append("%%%02X".formatted(value));
    }
    return path.toString();
  }
}
