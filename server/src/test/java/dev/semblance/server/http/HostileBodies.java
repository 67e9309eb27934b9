package dev.semblance.server.http;

import static dev.semblance.server.http.RunningServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.server.http.SoundBodies.Sound;
import dev.semblance.server.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// Bodies made to break a server, from sound ones.
final class HostileBodies {
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

  /// Characters that tokenizers and normalisers stumble over.
  private static final List<String> ODD =
      List.of(
          " ",
          "\t\n",
          "a",
          "Zürich",
          "\u0000",
          "\u00ad",
          "\u200b",
          "\u200d",
          "\u202e",
          "\ufeff",
          "\ufffd",
          "\uffff",
          "e\u0301",
          "\u0301",
          "中文",
          "한국어",
          "हिन्दी",
          "ﬁ",
          "Å",
          "😀",
          "👩‍👩‍👧",
          "\udbff\udfff",
          "[CLS]",
          "[SEP]",
          "[MASK]",
          "##",
          "<s>",
          "İ",
          "ß",
          "∞",
          "½",
          "\u2028",
          "x");

  private HostileBodies() {}

  /// What must be refused, wherever it is sent.
  static List<byte[]> broken() {
    List<byte[]> all = new ArrayList<>();
    BROKEN.forEach(text -> all.add(json(text).getBytes(UTF_8)));
    for (byte[] bad : new byte[][] {{(byte) 0xff}, {(byte) 0xc3}, {(byte) 0xed, (byte) 0xa0, 0}}) {
      byte[] body = "{\"x\":\"...\"}".getBytes(UTF_8);
      System.arraycopy(bad, 0, body, 6, bad.length);
      all.add(body);
    }
    return all;
  }

  /// A sound body with something odd in the place of each of its values.
  static List<byte[]> withOddValues(Sound sound) {
    List<byte[]> all = new ArrayList<>();
    for (String place : places(sound, _ -> true)) {
      VALUES.forEach(value -> all.add(filled(place, json(value))));
    }
    return all;
  }

  /// A sound body with half a character in the place of each of its values.
  static List<byte[]> withHalfCharacters(Sound sound) {
    return places(sound, _ -> true).stream()
        .map(place -> filled(place, json("'\\udfff'")))
        .toList();
  }

  /// A sound body with a million of something tiny, or nearly, in the place of each of its lists.
  static List<byte[]> withEndlessLists(Sound sound, String tiny) {
    int count = 1_900_000 / (tiny.length() + 1);
    String list = "[" + (tiny + ",").repeat(count) + tiny + "]";
    return places(sound, JsonNode::isArray).stream().map(place -> filled(place, list)).toList();
  }

  /// A sound body of which a few bytes are others.
  static byte[] mutated(Sound sound, Random random) {
    byte[] body = sound.body().getBytes(UTF_8);
    for (int change = random.nextInt(4); change >= 0; change--) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    return body;
  }

  /// A sound body with an odd text, or odd token ids, in the place of one of its texts, if any.
  static byte[] withOddText(Sound sound, Random random) {
    List<String> texts = places(sound, JsonNode::isTextual);
    if (texts.isEmpty()) {
      return mutated(sound, random);
    }
    String place = texts.get(random.nextInt(texts.size()));
    return filled(
        place,
        random.nextInt(4) == 0
            ? random.ints(1 + random.nextInt(300), -1, 1_000).boxed().toList().toString()
            : text(random));
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int pieces = random.nextInt(400); pieces >= 0; pieces--) {
      text.append(
          random.nextInt(3) == 0
              ? Character.toString(random.nextInt(Character.MIN_SURROGATE))
              : ODD.get(random.nextInt(ODD.size())));
    }
    return Json.MAPPER.getNodeFactory().textNode(text.toString()).toString();
  }

  private static byte[] filled(String place, String value) {
    return place.replace('"' + HERE + '"', value).getBytes(UTF_8);
  }

  /// A sound body, with each such value of it in turn replaced by [#HERE].
  private static List<String> places(Sound sound, Predicate<JsonNode> such) {
    List<String> places = new ArrayList<>();
    JsonNode body = Json.read(sound.body().getBytes(UTF_8));
    replaceEach(
        body,
        body,
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
