package dev.semblance.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.server.http.wire.Route;
import dev.semblance.server.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The OpenAPI document of all routes.
///
/// The packaged document has what a route does, takes and answers if all goes well. The table of
/// routes adds what follows from it:
///
/// - a route below `/models/{model}` is that of the default model, with the differences that the
///   packaged document lists for it (its additional fields);
/// - the parameters of its path;
/// - its errors, each with the body that its dialect gives it ([OpenApiErrors]).
final class OpenApiDocument {
  private static final String OF_A_MODEL = "/models/{model}";
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)\\}");

  private OpenApiDocument() {}

  static JsonNode of(JsonNode packaged, List<Route> routes) {
    ObjectNode document = packaged.deepCopy();
    ObjectNode paths = document.withObjectProperty("paths");
    for (Route route : routes) {
      ObjectNode operation = operation(packaged.path("paths"), route);
      addPathParameters(operation, route);
      OpenApiErrors.add(operation, route);
      paths.withObjectProperty(route.template()).set(method(route), operation);
    }
    return document;
  }

  private static ObjectNode operation(JsonNode paths, Route route) {
    ObjectNode own = copy(paths.path(route.template()).path(method(route)));
    if (!route.template().startsWith(OF_A_MODEL + "/")) {
      return own;
    }
    String path = route.template().substring(OF_A_MODEL.length());
    return merged(copy(paths.path(path).path(method(route))), own);
  }

  private static ObjectNode copy(JsonNode operation) {
    return operation instanceof ObjectNode object
        ? object.deepCopy()
        : Json.MAPPER.createObjectNode();
  }

  /// Fields of the second replace those of the first; objects are merged, except for schemas.
  private static ObjectNode merged(ObjectNode general, ObjectNode own) {
    for (var field : own.properties()) {
      boolean isMerged =
          !field.getKey().equals("schema")
              && field.getValue() instanceof ObjectNode
              && general.get(field.getKey()) instanceof ObjectNode;
      general.set(
          field.getKey(),
          isMerged
              ? merged((ObjectNode) general.get(field.getKey()), (ObjectNode) field.getValue())
              : field.getValue());
    }
    return general;
  }

  private static void addPathParameters(ObjectNode operation, Route route) {
    Set<String> missing = new TreeSet<>();
    PARAMETER.matcher(route.template()).results().forEach(found -> missing.add(found.group(1)));
    for (JsonNode described : operation.path("parameters")) {
      missing.remove(described.path("name").asText());
    }
    if (!missing.isEmpty()) {
      ArrayNode parameters = operation.withArrayProperty("parameters");
      missing.forEach(
          name -> parameters.addObject().put("$ref", "#/components/parameters/" + name));
    }
  }

  private static String method(Route route) {
    return route.method().name().toLowerCase(Locale.ROOT);
  }
}
