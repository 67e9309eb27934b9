package dev.semblance.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.http.wire.Route;
import dev.semblance.server.json.Json;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  private final List<Route> routes =
      Routes.of(
          Services.over(List.of(new WordEmbedder("words")), null, ServiceSettings.STANDARD),
          false,
          HttpSettings.STANDARD);

  @Test
  void describesEveryRouteAndNoOther() throws Exception {
    List<String> described = new ArrayList<>();
    for (var path : document().get("paths").properties()) {
      for (var method : item(path.getKey()).properties()) {
        described.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
      }
    }
    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(routes.stream().map(Route::name).toList());
  }

  @Test
  void documentsWhichRoutesNeedNoKey() throws Exception {
    for (Route route : routes) {
      String[] name = route.name().split(" ", 2);
      JsonNode operation = item(name[1]).get(name[0].toLowerCase(Locale.ROOT));
      boolean open = operation.has("security") && operation.get("security").isEmpty();
      assertThat(open).as(route.name()).isEqualTo(route.access() != Route.Access.KEYED);
    }
  }

  @Test
  void errorTypesMatchThoseSent() throws Exception {
    JsonNode types = document().at("/components/schemas/Error/properties/error_type/enum");
    assertThat(types)
        .extracting(JsonNode::textValue)
        .contains("Unhealthy", "Backend", "Overloaded", "Validation", "Tokenizer", "Empty")
        .allMatch(type -> Character.isUpperCase(type.charAt(0)));
  }

  @Test
  void everyReferenceHasItsSchema() throws Exception {
    JsonNode document = document();
    assertThat(document.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(ref -> assertThat(document.at(ref.substring(1)).isMissingNode()).isFalse());
  }

  @Test
  void isServed() throws Exception {
    try (var server = RunningServer.standard()) {
      assertThat(server.get("/openapi.json").json()).isEqualTo(document());
      assertThat(server.get("/api-doc/openapi.json").json()).isEqualTo(document());
    }
  }

  /// Operations of a path, or of the path that it refers to.
  private static JsonNode item(String path) throws Exception {
    JsonNode item = document().get("paths").get(path);
    String elsewhere = item.path("$ref").asText();
    ObjectNode operations =
        (elsewhere.isEmpty() ? item : document().at(elsewhere.substring(1))).deepCopy();
    return operations.without("parameters");
  }

  private static JsonNode document() throws Exception {
    try (var in = OpenApi.class.getResourceAsStream(OpenApi.RESOURCE)) {
      return Json.MAPPER.readTree(in);
    }
  }
}
