package dev.semblance.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.WordEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.Allowance;
import dev.semblance.server.access.Key;
import dev.semblance.server.access.KeyRight;
import dev.semblance.server.http.SoundBodies.Sound;
import dev.semblance.server.http.wire.Route;
import dev.semblance.server.service.ServiceSettings;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each route needs the right of its table, and no other.
class KeyRightsTest {
  private static final RunningServer SERVER =
      new RunningServer(
          List.of(new WordEmbedder("words")),
          ServiceSettings.STANDARD,
          AccessControl.of(
              Stream.concat(
                      Arrays.stream(KeyRight.values())
                          .map(right -> key(right.wireName(), Set.of(right))),
                      Stream.of(new Key("all", "all", Allowance.UNLIMITED)))
                  .toList()),
          HttpSettings.STANDARD);

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  static List<Route> routes() {
    return SoundBodies.routes();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void routeNeedsItsRight(Route route) {
    KeyRight needed = route.access().right();
    for (KeyRight right : KeyRight.values()) {
      int status = status(route, right.wireName());
      if (needed == null || needed == right) {
        assertThat(status).as("%s with %s", route.name(), right).isNotIn(401, 403);
      } else {
        assertThat(status).as("%s with %s", route.name(), right).isEqualTo(403);
      }
    }
    assertThat(status(route, "all")).as(route.name()).isNotIn(401, 403);
  }

  @Test
  void messageNamesTheKeyAndTheRight() {
    var reply =
        RunningServer.send(
            SERVER.request("/collections/c").DELETE().header("Authorization", "bearer search"));
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.json().path("error").textValue())
        .isEqualTo(
            "the API key 'search' does not have the right 'admin'; use another key, or add it to"
                + " the key's rights");
  }

  private static int status(Route route, String secret) {
    String path = route.template().replaceAll("\\{\\w+}", "none");
    var sound = new Sound(route.method(), route.template(), path, "{}");
    return RunningServer.send(
            SERVER
                .request(sound.path())
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/json")
                .method(route.method().name(), BodyPublishers.ofString(sound.body())))
        .status();
  }

  private static Key key(String name, Set<KeyRight> rights) {
    return new Key(name, name, Allowance.UNLIMITED, rights);
  }
}
