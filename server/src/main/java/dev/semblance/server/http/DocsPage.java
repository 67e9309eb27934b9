package dev.semblance.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.http.wire.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/// `/docs`: the OpenAPI document as an HTML page without scripts or external resources. *Safe for
/// use by many threads.*
final class DocsPage {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>Semblance</title>
      <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
        summary { cursor: pointer; padding: .3rem 0; }
        summary code { font-weight: 600; }
        table { border-collapse: collapse; margin: .5rem 0 1rem; width: 100%; }
        td, th { border-bottom: 1px solid #8884; padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: top; }
        :root { color-scheme: light dark; }
      </style>
      """;

  private final OpenApi openApi;
  private final Once<byte[]> page = new Once<>(() -> page().getBytes(StandardCharsets.UTF_8));

  DocsPage(OpenApi openApi) {
    this.openApi = openApi;
  }

  void page(Exchange exchange) {
    exchange
        .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        .contentType("text/html; charset=utf-8")
        .result(page.get());
  }

  private String page() {
    StringBuilder html = new StringBuilder(HEAD);
    JsonNode document = openApi.json();
    JsonNode info = document.path("info");
    html.append("<h1>").append(text(info.path("title"))).append("</h1>\n");
    html.append("<p>").append(text(info.path("description")));
    html.append(" This page shows <a href=\"openapi.json\">openapi.json</a>.</p>\n");
    for (JsonNode tag : document.path("tags")) {
      html.append("<h2>").append(text(tag.path("name"))).append("</h2>\n");
      html.append("<p>").append(text(tag.path("description"))).append("</p>\n");
      operations(html, tag.path("name").asText());
    }
    return html.append("</html>\n").toString();
  }

  private void operations(StringBuilder html, String tag) {
    for (var path : openApi.json().path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        if (method.getValue().path("tags").path(0).asText().equals(tag)) {
          operation(html, path.getKey(), method);
        }
      }
    }
  }

  private void operation(StringBuilder html, String path, Map.Entry<String, JsonNode> method) {
    JsonNode operation = method.getValue();
    html.append("<details><summary><code>")
        .append(method.getKey().toUpperCase(Locale.ROOT))
        .append(' ')
        .append(escaped(path))
        .append("</code> ")
        .append(text(operation.path("summary")))
        .append("</summary>\n");
    if (operation.has("description")) {
      html.append("<p>").append(text(operation.path("description"))).append("</p>\n");
    }
    for (JsonNode content : operation.path("requestBody").path("content")) {
      html.append("<table><tr><th>field<th>type<th>\n");
      fields(html, resolved(content.path("schema")));
      html.append("</table>\n");
    }
    html.append("<table><tr><th>status<th>\n");
    for (var response : operation.path("responses").properties()) {
      html.append("<tr><td>").append(escaped(response.getKey())).append("<td>");
      html.append(text(resolved(response.getValue()).path("description"))).append('\n');
    }
    html.append("</table></details>\n");
  }

  private void fields(StringBuilder html, JsonNode schema) {
    for (JsonNode part : schema.path("allOf")) {
      fields(html, resolved(part));
    }
    for (var field : schema.path("properties").properties()) {
      JsonNode schemaOfField = resolved(field.getValue());
      html.append("<tr><td><code>").append(escaped(field.getKey())).append("</code><td>");
      html.append(escaped(type(schemaOfField)))
          .append("<td>")
          .append(text(schemaOfField.path("description")));
      if (schemaOfField.has("default")) {
        html.append(" Default: <code>")
            .append(text(schemaOfField.path("default")))
            .append("</code>.");
      }
      html.append('\n');
    }
  }

  private static String type(JsonNode schema) {
    if (schema.path("type").isArray()) {
      return schema.path("type").path(0).asText();
    }
    return schema.path("type").asText("one of several");
  }

  /// The target of a `$ref`; any other node is returned itself.
  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? openApi.json().at(node.path("$ref").asText().substring(1)) : node;
  }

  private static String text(JsonNode node) {
    return escaped(node.asText());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
