package dev.semblance.server.http.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Prompt;
import dev.semblance.Token;
import dev.semblance.server.http.wire.HttpReply;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.JsonError;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.service.Tokenizing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `/tokenize` and `/decode`, in the format of text-embeddings-inference. *Safe for use by many
/// threads.*
///
/// @param tokenizing the tokenizing service
public record TokenTasks(Tokenizing tokenizing) {

  public HttpReply tokenize(RequestContext request, JsonNode body) {
    Fields fields = Fields.of(body);
    List<String> inputs =
        fields.any("inputs").isTextual() ? List.of(fields.text("inputs")) : fields.texts("inputs");
    List<List<Token>> tokens =
        tokenizing.tokenize(
            request,
            fields.textOrNull("model"),
            inputs,
            prompt(fields),
            fields.flag("add_special_tokens", true));
    return new HttpReply(json -> lists(json, tokens), null);
  }

  public HttpReply decode(RequestContext request, JsonNode body) {
    Fields fields = Fields.of(body);
    List<String> texts =
        tokenizing.decode(
            request,
            fields.textOrNull("model"),
            ids(fields.any("ids")),
            fields.flag("skip_special_tokens", true));
    return new HttpReply(
        json -> {
          json.writeStartArray();
          for (String text : texts) {
            json.writeString(text);
          }
          json.writeEndArray();
        },
        null);
  }

  private static Prompt prompt(Fields fields) {
    String name = fields.textOrNull("prompt_name");
    return name == null ? new Prompt.Default() : new Prompt.Named(name);
  }

  /// A list of ids, or a list of such lists; the first element distinguishes them.
  private static List<int[]> ids(JsonNode value) {
    if (!value.isArray()) {
      throw JsonError.wrongShape("ids", "expected a list of token ids, or a list of such lists");
    }
    if (value.isEmpty() || !value.get(0).isArray()) {
      return List.of(Inputs.ids("ids", value));
    }
    List<int[]> lists = new ArrayList<>(value.size());
    for (JsonNode list : value) {
      lists.add(Inputs.ids(Fields.element("ids", lists.size()), list));
    }
    return lists;
  }

  private static void lists(JsonGenerator json, List<List<Token>> lists) throws IOException {
    json.writeStartArray();
    for (List<Token> tokens : lists) {
      json.writeStartArray();
      for (Token token : tokens) {
        token(json, token);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static void token(JsonGenerator json, Token token) throws IOException {
    Token.Span span = token.span();
    json.writeStartObject();
    json.writeNumberField("id", token.id());
    json.writeStringField("text", token.text());
    json.writeBooleanField("special", token.special());
    if (span == null) {
      json.writeNullField("start");
      json.writeNullField("stop");
    } else {
      json.writeNumberField("start", span.start());
      json.writeNumberField("stop", span.stop());
    }
    json.writeEndObject();
  }
}
