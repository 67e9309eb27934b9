package dev.semblance.server.http;

import static dev.semblance.server.http.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Fault;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.http.SoundBodies.Sound;
import dev.semblance.server.http.wire.ErrorStatus;
import dev.semblance.server.http.wire.Route;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenApiTest {
  private static final RunningServer KEYED = RunningServer.keyed("sesame");
  private static final JsonNode DOCUMENT = KEYED.get("/openapi.json").json();
  private final List<Route> routes = SoundBodies.routes();

  @AfterAll
  static void stop() {
    KEYED.close();
  }

  @Test
  void describesEveryRouteAndNoOther() {
    List<String> described = new ArrayList<>();
    for (var path : DOCUMENT.get("paths").properties()) {
      for (var method : path.getValue().properties()) {
        described.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
        assertThat(method.getValue().path("summary").asText()).as(path.getKey()).isNotEmpty();
        assertThat(method.getValue().path("responses").toString())
            .as(path.getKey())
            .contains("\"20");
      }
    }
    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(routes.stream().map(Route::name).toList());
  }

  @Test
  void documentsWhichRoutesNeedNoKey() {
    for (Route route : routes) {
      JsonNode operation = operation(route);
      boolean open = operation.has("security") && operation.get("security").isEmpty();
      boolean isOpen = route.access() == Route.Access.OPEN || route.access() == Route.Access.READY;
      assertThat(open).as(route.name()).isEqualTo(isOpen);
      assertThat(operation.path("responses").has("401")).as(route.name()).isEqualTo(!isOpen);
    }
  }

  @Test
  void pathParametersAreDescribedOnce() {
    for (Route route : routes) {
      List<String> described = new ArrayList<>();
      for (JsonNode parameter : operation(route).path("parameters")) {
        JsonNode resolved =
            parameter.has("$ref")
                ? DOCUMENT.at(parameter.get("$ref").asText().substring(1))
                : parameter;
        if (resolved.path("in").asText().equals("path")) {
          described.add("{" + resolved.path("name").asText() + "}");
        }
      }
      List<String> parts =
          Arrays.stream(route.template().split("/", -1)).filter(p -> p.startsWith("{")).toList();
      assertThat(described).as(route.name()).containsExactlyInAnyOrderElementsOf(parts);
    }
  }

  @Test
  void routesOfAModelTakeMoreFields() {
    String own = bodyOf("/embed");
    assertThat(own).contains("truncate").doesNotContain("precision", "encoding_format", "chunk");
    assertThat(bodyOf("/models/{model}/embed"))
        .contains("EmbedRequest", "VectorForm", "ChunkField");
  }

  @Test
  void errorTypesAreThoseSent() {
    JsonNode types = DOCUMENT.at("/components/schemas/Error/properties/error_type/enum");
    List<String> sent = new ArrayList<>(List.of(ErrorStatus.STOPPING.type()));
    for (Fault fault : Fault.values()) {
      sent.add(ErrorStatus.to(fault, 422).type());
    }
    sent.addAll(List.of("Malformed", "Unauthorized", "Forbidden", "Timeout"));
    sent.addAll(List.of("TooLarge", "MediaType"));
    assertThat(types)
        .extracting(JsonNode::textValue)
        .containsExactlyInAnyOrderElementsOf(sent.stream().distinct().toList());
  }

  @Test
  void everyReferenceHasItsSchema() {
    assertThat(DOCUMENT.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(ref -> assertThat(DOCUMENT.at(ref.substring(1)).isMissingNode()).isFalse());
    assertThat(DOCUMENT.get("paths").findValuesAsText("$ref"))
        .allSatisfy(ref -> assertThat(ref).startsWith("#/components/"));
  }

  @Test
  void isServedAtBothPaths() {
    assertThat(KEYED.get("/api-doc/openapi.json").json()).isEqualTo(DOCUMENT);
  }

  static List<Sound> sounds() {
    return SoundBodies.all();
  }

  @ParameterizedTest
  @MethodSource("sounds")
  void everyReplyIsDeclared(Sound sound) {
    try (RunningServer server = RunningServer.standard()) {
      server.put("/collections/c", "");
      String body = sound.body();
      for (String sent : List.of(body, "{", "", "[]", json("{'inputs':''}"), "\"a\"", "x")) {
        assertDeclared(sound, send(server, sound, sound.path(), sent));
      }
      String unknown = sound.path().replace("/words", "/none").replace("/c", "/none");
      if (!unknown.equals(sound.path())) {
        assertDeclared(sound, send(server, sound, unknown, body));
      }
      assertDeclared(sound, send(KEYED, sound, sound.path(), body));
      assertDeclared(sound, send(server, sound, sound.path(), "[".repeat(2_100_000)));
      assertDeclared(
          sound,
          RunningServer.send(
              server
                  .request(sound.path())
                  .header("Content-Type", "text/csv")
                  .method(sound.method().name(), BodyPublishers.ofString(body))));
    }
  }

  private static Reply send(RunningServer server, Sound sound, String path, String body) {
    return RunningServer.send(
        server
            .request(path)
            .header("Content-Type", "application/json")
            .method(sound.method().name(), BodyPublishers.ofString(body)));
  }

  private static void assertDeclared(Sound sound, Reply reply) {
    JsonNode declared =
        DOCUMENT
            .path("paths")
            .path(sound.template())
            .path(sound.method().name().toLowerCase(Locale.ROOT))
            .path("responses")
            .path(Integer.toString(reply.status()));
    assertThat(declared.isMissingNode()).as(sound + " " + reply.status()).isFalse();
    String type = reply.header("Content-Type").split(";", 2)[0];
    if (!reply.text().isEmpty()) {
      assertThat(declared.path("content").has(type))
          .as(sound + " " + reply.status() + " " + type)
          .isTrue();
    }
  }

  private static String bodyOf(String path) {
    JsonNode schema =
        DOCUMENT.path("paths").path(path).at("/post/requestBody/content/application~1json/schema");
    return schema.has("$ref")
        ? DOCUMENT.at(schema.get("$ref").asText().substring(1)).toString()
        : schema.toString();
  }

  private static JsonNode operation(Route route) {
    return DOCUMENT
        .path("paths")
        .path(route.template())
        .path(route.method().name().toLowerCase(Locale.ROOT));
  }
}
