package dev.semblance.server.http.inference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.EmbedOptions;
import dev.semblance.Input;
import dev.semblance.Precision;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.JsonError;
import dev.semblance.server.service.EmbedCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Inputs in the union type of text-embeddings-inference, extended by images.
///
/// | JSON | inputs |
/// |---|---|
/// | `"text"` | one text |
/// | `[1, 2]` | one tokenized input; `[]` is one input without tokens |
/// | `{"image": "…"}` | one image, see [EncodedImages] |
/// | `["text", [1, 2], {"image": "…"}, …]` | a batch of any kinds |
///
/// @param inputs one or more
/// @param listed whether they came as a list
record Inputs(List<Input> inputs, boolean listed) {

  /// @throws JsonError WRONG_SHAPE when it is none of these
  static Inputs of(String field, JsonNode value) {
    if (!value.isArray() || value.isEmpty() || value.get(0).isNumber()) {
      return new Inputs(List.of(one(field, value)), false);
    }
    List<Input> batch = new ArrayList<>(value.size());
    for (JsonNode element : value) {
      batch.add(one(Fields.element(field, batch.size()), element));
    }
    return new Inputs(List.copyOf(batch), true);
  }

  /// A call to embed them.
  EmbedCall call(@Nullable String model, EmbedOptions options, Precision precision) {
    return new EmbedCall(model, inputs, options, precision).withListed(listed);
  }

  private static Input one(String field, JsonNode value) {
    if (value.isTextual()) {
      return Input.of(value.textValue());
    }
    return value.isObject() ? EncodedImages.of(field, value) : new Input.Tokens(ids(field, value));
  }

  /// A list of token ids.
  ///
  /// @throws JsonError WRONG_SHAPE unless it is a list of whole numbers from 0
  static int[] ids(String field, JsonNode array) {
    if (!array.isArray()) {
      throw unmatched(field);
    }
    int[] ids = new int[array.size()];
    for (int i = 0; i < ids.length; i++) {
      JsonNode id = array.get(i);
      if (!id.isIntegralNumber() || !id.canConvertToInt() || id.intValue() < 0) {
        throw unmatched(field);
      }
      ids[i] = id.intValue();
    }
    return ids;
  }

  private static JsonError unmatched(String field) {
    return JsonError.wrongShape(
        field, "expected a string, token ids from 0, or a list of strings and lists of token ids");
  }
}
