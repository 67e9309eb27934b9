package dev.semblance.server.http.inference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Input;
import dev.semblance.server.json.JsonError;
import java.util.Base64;

/// Images in JSON: `{"image": "…"}` with the base64 of a file's bytes, or a `data:` URL. Other URLs
/// are refused: the server fetches nothing.
final class EncodedImages {
  private static final String DATA = "data:";
  private static final String BASE64 = ";base64,";

  private EncodedImages() {}

  /// @param field path of the object in the request
  /// @throws JsonError WRONG_SHAPE unless it has an image
  static Input.Image of(String field, JsonNode object) {
    JsonNode image = object.path("image");
    if (!image.isTextual()) {
      throw JsonError.wrongShape(field, "expected an object with a string `image`");
    }
    try {
      return new Input.Image(Base64.getDecoder().decode(data(field + ".image", image.textValue())));
    } catch (IllegalArgumentException e) {
      throw JsonError.wrongShape(field + ".image", "this is not base64: " + e.getMessage());
    }
  }

  private static String data(String field, String image) {
    if (image.regionMatches(true, 0, DATA, 0, DATA.length())) {
      int end = image.indexOf(BASE64);
      if (end < 0) {
        throw JsonError.wrongShape(
            field, "a `data:` URL must hold base64: data:image/png;base64,…");
      }
      return image.substring(end + BASE64.length());
    }
    if (image.indexOf(':') >= 0) {
      throw JsonError.wrongShape(
          field, "addresses are not fetched; send the image itself, as base64 or a `data:` URL");
    }
    return image;
  }
}
