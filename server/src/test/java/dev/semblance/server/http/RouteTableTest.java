package dev.semblance.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.http.RouteTable.Match;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Route;
import dev.semblance.server.http.wire.Route.Access;
import dev.semblance.server.http.wire.Route.HttpMethod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
  private final RouteTable table =
      new RouteTable(
          List.of(
              route(HttpMethod.GET, "/"),
              route(HttpMethod.GET, "/models"),
              route(HttpMethod.POST, "/models/<model>/v1/rerank"),
              route(HttpMethod.POST, "/models/<model>/rerank"),
              route(HttpMethod.DELETE, "/models/<model>"),
              route(HttpMethod.GET, "/collections/{collection}/documents/<id>")));

  @ParameterizedTest
  @CsvSource({
    "GET,    /,                                /",
    "GET,    /models,                          /models",
    "GET,    /models/,                         /models",
    "POST,   /models/a/rerank,                 /models/<model>/rerank",
    "POST,   /models/a/b/rerank/,              /models/<model>/rerank",
    "POST,   /models/a/v1/rerank,              /models/<model>/v1/rerank",
    "DELETE, /models/a/rerank,                 /models/<model>",
    "GET,    /collections/c/documents/a/b.txt, /collections/{collection}/documents/<id>"
  })
  void findsTheFirstMatchingRoute(String method, String path, String route) {
    assertThat(table.find(method, path).orElseThrow().route().path()).isEqualTo(route);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/Models",
        "/models//",
        "/model",
        "/modelsx",
        "models",
        "*",
        "/collections/a/b/documents/c",
        "/collections/c/documents",
        "/collections/c/documents/"
      })
  void unknownPathHasNoRoute(String path) {
    assertThat(table.find("GET", path)).isEmpty();
    assertThat(table.methods(path)).isEmpty();
  }

  @Test
  void parametersAreNotDecoded() {
    Match match = table.find("GET", "/collections/c%20d/documents/a/b%2Fc").orElseThrow();
    assertThat(match.parameters()).isEqualTo(Map.of("collection", "c%20d", "id", "a/b%2Fc"));
  }

  @Test
  void listsTheMethodsOfAPath() {
    assertThat(table.methods("/models/a/rerank")).containsExactly("DELETE", "POST");
    assertThat(table.find("PATCH", "/models/a/rerank")).isEmpty();
  }

  private static Route route(HttpMethod method, String path) {
    return new Route(method, path, Access.OPEN, Dialect.SEMBLANCE, _ -> {});
  }
}
