package dev.semblance.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Route;
import java.util.Set;

/// The errors of a route in the OpenAPI document, from what the table of routes knows of it.
final class OpenApiErrors {
  /// Tags of routes that compute with a model.
  private static final Set<String> COMPUTING = Set.of("embeddings", "scores", "tokens", "search");

  /// Tags of routes of collections.
  private static final Set<String> STORING = Set.of("collections", "documents");

  private OpenApiErrors() {}

  /// An error, and on which routes it occurs.
  private enum RouteError {
    MALFORMED(400, "The request is malformed, or an input is empty."),
    UNAUTHORIZED(401, "The API key is absent or wrong."),
    FORBIDDEN(403, "The key does not allow this, or the server does not."),
    NOT_FOUND(404, "There is nothing of that name."),
    SLOW(408, "The body took too long to arrive."),
    TOO_LARGE(413, "The body is longer than the limit."),
    MEDIA_TYPE(415, "The body is not declared to be JSON."),
    INVALID(422, "The request is invalid; the message names the field."),
    UNSUPPORTED(424, "The model cannot do this, or failed."),
    OVERLOADED(429, "No capacity now; try again after Retry-After seconds."),
    CANCELLED(499, "The client hung up; it does not receive this."),
    DEFECT(500, "The server failed; its log has the details under the id of the message."),
    STOPPING(503, "The server is stopping; try again after Retry-After seconds."),
    DISK_FULL(507, "The disk is full; nothing was changed.");

    private final int status;
    private final String description;

    RouteError(int status, String description) {
      this.status = status;
      this.description = description;
    }

    boolean occursOn(Route route, JsonNode operation) {
      String tag = operation.path("tags").path(0).asText();
      boolean isKeyed = isKeyed(route);
      boolean hasBody = operation.has("requestBody");
      return switch (this) {
        case UNAUTHORIZED, FORBIDDEN, OVERLOADED, DEFECT -> isKeyed;
        case MALFORMED, INVALID -> true;
        case NOT_FOUND -> isKeyed && (hasBody || operation.has("parameters"));
        case SLOW, TOO_LARGE, MEDIA_TYPE -> hasBody;
        case UNSUPPORTED, CANCELLED -> COMPUTING.contains(tag) || STORING.contains(tag);
        case STOPPING -> route.access() != Route.Access.OPEN;
        case DISK_FULL ->
            isKeyed
                && route.method() != Route.HttpMethod.GET
                && (STORING.contains(tag) || route.template().endsWith("/ranges"));
      };
    }
  }

  /// Adds the errors of a route, and a body to those that are described already.
  static void add(ObjectNode operation, Route route) {
    ObjectNode responses = operation.withObjectProperty("responses");
    for (RouteError error : RouteError.values()) {
      String status = Integer.toString(error.status);
      if (error.occursOn(route, operation) || responses.has(status)) {
        ObjectNode response = responses.withObjectProperty(status);
        if (!response.has("description")) {
          response.put("description", error.description);
        }
        addBody(response, route.dialect(), error);
      }
    }
  }

  private static void addBody(ObjectNode response, Dialect dialect, RouteError error) {
    boolean isPlain = isPlain(dialect);
    boolean isJson =
        switch (error) {
          case UNAUTHORIZED, FORBIDDEN, SLOW, MEDIA_TYPE -> !isPlain;
          default -> true;
        };
    boolean isText =
        switch (error) {
          case MALFORMED, NOT_FOUND -> true; // also from Jetty, and where no route matches
          case FORBIDDEN, SLOW, TOO_LARGE, MEDIA_TYPE, INVALID -> isPlain;
          default -> false;
        };
    ObjectNode content = response.withObjectProperty("content");
    if (isJson) {
      schema(content, "application/json").put("$ref", "#/components/schemas/" + schemaOf(dialect));
    }
    if (isText) {
      schema(content, "text/plain").put("type", "string");
    }
    if (content.isEmpty()) {
      response.remove("content");
    }
    if (error == RouteError.OVERLOADED || error == RouteError.STOPPING) {
      schema(response.withObjectProperty("headers"), "Retry-After").put("type", "integer");
    }
  }

  private static ObjectNode schema(ObjectNode parent, String name) {
    return parent.withObjectProperty(name).putObject("schema");
  }

  private static boolean isKeyed(Route route) {
    return route.access() != Route.Access.OPEN && route.access() != Route.Access.READY;
  }

  /// Whether unreadable requests are answered in plain text.
  private static boolean isPlain(Dialect dialect) {
    return switch (dialect) {
      case TEI, OPENAI -> true;
      case OPENAI_NESTED, COHERE, JINA, SEMBLANCE -> false;
    };
  }

  private static String schemaOf(Dialect dialect) {
    return switch (dialect) {
      case TEI, SEMBLANCE -> "Error";
      case OPENAI -> "OpenAiError";
      case OPENAI_NESTED -> "OpenAiNestedError";
      case COHERE -> "CohereError";
      case JINA -> "JinaError";
    };
  }
}
