package dev.semblance.server.http;

import static dev.semblance.server.http.RunningServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.http.SoundBodies.Sound;
import dev.semblance.server.http.wire.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bodies made to break a server, on every route that takes one: always a clear answer below 500,
/// never a stall.
class HostileInputTest {
  private static final RunningServer SERVER = RunningServer.standard();
  private static final String HERE = "~here~";

  /// What is no JSON, or none that holds text.
  private static final List<String> BROKEN =
      List.of(
          "{'x':'\\ud800'}",
          "{'x':['a','\\udc00\\ud800']}",
          "{'x':'a','\\ud800':1}",
          "{'x':NaN}",
          "{'x':Infinity}",
          "{'x':'\u0000'}",
          "{'x':0x10}",
          "{'x':'a',}",
          "{x:'a'}",
          "/* */{'x':'a'}",
          "{'x':1}{'x':2}",
          "{'x':1,'x':2}",
          "nul",
          "\uFEFF",
          "[".repeat(100_000),
          "{'x':".repeat(200) + "1" + "}".repeat(200));

  /// What stands in the place of each value of a sound body in turn.
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "1e999999999",
          "99999999999999999999999999",
          "9".repeat(900),
          "0.1",
          "''",
          "[]",
          "{}",
          "[null]",
          "[[]]",
          "[''" + ",''".repeat(3_000) + "]",
          "[1" + ",1".repeat(3_000) + "]",
          "{'':{'':[]}}",
          "[".repeat(100) + "]".repeat(100),
          "'a\\u0000b'",
          "'\\ud83d\\ude00'",
          "'مرحبا \u202e بالعالم'",
          "'e" + "\u0301".repeat(200) + "'",
          "'\uFFFF\uFFFE'",
          "'   '",
          "'" + "long ".repeat(20_000) + "'");

  @BeforeAll
  static void makeTheCollection() {
    SERVER.put("/collections/c", "");
  }

  @AfterEach
  void isStillThere() {
    assertThat(SERVER.get("/health").status()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  static List<Sound> everyRoute() {
    return SoundBodies.all();
  }

  /// Each task at one of its addresses.
  static List<Sound> everyTask() {
    return SoundBodies.all().stream().filter(sound -> !sound.ofAModel()).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyRoute")
  void refusesWhatIsNoJson(Sound sound) {
    for (String body : BROKEN) {
      refuses(sound, json(body).getBytes(UTF_8));
    }
    for (byte[] bad : new byte[][] {{(byte) 0xff}, {(byte) 0xc3}, {(byte) 0xed, (byte) 0xa0, 0}}) {
      byte[] body = "{\"x\":\"...\"}".getBytes(UTF_8);
      System.arraycopy(bad, 0, body, 6, bad.length);
      refuses(sound, body);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyTask")
  void answersWhateverStandsInThePlaceOfAValue(Sound sound) {
    for (String place : places(Json.read(sound.body().getBytes(UTF_8)), _ -> true)) {
      for (String value : VALUES) {
        answers(sound, place.replace('"' + HERE + '"', json(value)).getBytes(UTF_8));
      }
      refuses(sound, place.replace('"' + HERE + '"', json("'\\udfff'")).getBytes(UTF_8));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyTask")
  void refusesAMillionTinyInputs(Sound sound) {
    for (String place : places(Json.read(sound.body().getBytes(UTF_8)), JsonNode::isArray)) {
      for (String tiny : List.of("1", "\"\"")) {
        int count = 1_900_000 / (tiny.length() + 1);
        String list = "[" + (tiny + ",").repeat(count) + tiny + "]";
        answers(sound, place.replace('"' + HERE + '"', list).getBytes(UTF_8));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyTask")
  void survivesRandomMutationsOfASoundBody(Sound sound) {
    long seed = System.nanoTime();
    System.out.println(sound + ": seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      byte[] body = sound.body().getBytes(UTF_8);
      for (int change = random.nextInt(4); change >= 0; change--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      answers(sound, body);
    }
  }

  private static void refuses(Sound sound, byte[] body) {
    Reply reply = send(sound, body);
    assertThat(reply.status()).as(about(sound, body)).isBetween(400, 499);
    assertThat(reply.text()).as(about(sound, body)).isNotBlank();
  }

  private static void answers(Sound sound, byte[] body) {
    Reply reply = send(sound, body);
    assertThat(reply.status()).as(about(sound, body)).isBetween(200, 499);
    assertThat(reply.text().isBlank() && reply.status() != 204).as(about(sound, body)).isFalse();
  }

  private static Reply send(Sound sound, byte[] body) {
    return RunningServer.send(
        SERVER
            .request(sound.path())
            .header("Content-Type", "application/json")
            .method(sound.method().name(), BodyPublishers.ofByteArray(body)));
  }

  private static String about(Sound sound, byte[] body) {
    String text = new String(body, UTF_8);
    return sound + " " + text.substring(0, Math.min(200, text.length()));
  }

  /// A sound body, with each such value of it in turn replaced by [#HERE].
  private static List<String> places(JsonNode sound, Predicate<JsonNode> such) {
    List<String> places = new ArrayList<>();
    replaceEach(
        sound,
        sound,
        (value, place) -> {
          if (such.test(value)) {
            places.add(place);
          }
        });
    return places;
  }

  private static void replaceEach(
      JsonNode root, JsonNode within, BiConsumer<JsonNode, String> places) {
    if (within instanceof ObjectNode object) {
      for (var field : List.copyOf(object.properties())) {
        JsonNode value = field.getValue();
        object.put(field.getKey(), HERE);
        places.accept(value, root.toString());
        object.set(field.getKey(), value);
        replaceEach(root, value, places);
      }
    } else if (within instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode value = array.get(i);
        array.set(i, Json.MAPPER.getNodeFactory().textNode(HERE));
        places.accept(value, root.toString());
        array.set(i, value);
        replaceEach(root, value, places);
      }
    }
  }
}
