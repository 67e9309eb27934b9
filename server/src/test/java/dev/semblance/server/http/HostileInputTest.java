package dev.semblance.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.http.SoundBodies.Sound;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Hostile bodies on every route that has a body: each gets a reply below 500, without delay.
class HostileInputTest {
  private static final RunningServer SERVER = RunningServer.standard();

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

  /// Each task at one of its paths.
  static List<Sound> everyTask() {
    return SoundBodies.all().stream().filter(sound -> !sound.ofAModel()).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyRoute")
  void refusesBodiesThatAreNotJson(Sound sound) {
    HostileBodies.broken().forEach(body -> refuses(sound, body));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyTask")
  void anyValueInAnyFieldGetsAReplyBelow500(Sound sound) {
    HostileBodies.withOddValues(sound).forEach(body -> answers(sound, body));
    HostileBodies.withHalfCharacters(sound).forEach(body -> refuses(sound, body));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyTask")
  void refusesAMillionTinyInputs(Sound sound) {
    HostileBodies.withEndlessLists(sound, "\"\"").forEach(body -> refuses(sound, body));
    // Of numbers it may be one input, which is cut.
    HostileBodies.withEndlessLists(sound, "1").forEach(body -> answers(sound, body));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyTask")
  void survivesRandomMutationsOfAValidBody(Sound sound) {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println(sound + ": seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      answers(sound, HostileBodies.mutated(sound, random));
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
}
