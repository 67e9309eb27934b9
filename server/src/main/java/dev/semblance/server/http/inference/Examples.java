package dev.semblance.server.http.inference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Classifier.Example;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.JsonError;
import java.util.ArrayList;
import java.util.List;

/// Inputs of `/predict` in the union type of text-embeddings-inference: `"text"`, `["text"]`,
/// `["text", "pair"]`, or a list of the latter two. The first element distinguishes them.
///
/// @param examples one or more
/// @param batch whether they came as a list; then the reply is a list too
record Examples(List<Example> examples, boolean batch) {

  /// @throws JsonError WRONG_SHAPE when it is none of these
  static Examples of(JsonNode value) {
    if (value.isTextual()) {
      return new Examples(List.of(new Example(value.textValue(), null)), false);
    }
    if (!value.isArray() || value.isEmpty()) {
      throw unmatched("inputs");
    }
    if (value.get(0).isTextual()) {
      return new Examples(List.of(example("inputs", value)), false);
    }
    List<Example> examples = new ArrayList<>(value.size());
    for (JsonNode element : value) {
      examples.add(example(Fields.element("inputs", examples.size()), element));
    }
    return new Examples(List.copyOf(examples), true);
  }

  private static Example example(String field, JsonNode array) {
    boolean fits = array.isArray() && (array.size() == 1 || array.size() == 2);
    for (JsonNode text : array) {
      fits &= text.isTextual();
    }
    if (!fits) {
      throw unmatched(field);
    }
    return new Example(
        array.get(0).textValue(), array.size() == 1 ? null : array.get(1).textValue());
  }

  private static JsonError unmatched(String field) {
    return JsonError.wrongShape(
        field, "expected a string, a pair of strings, or a list of lists of one or two strings");
  }
}
