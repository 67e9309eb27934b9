package dev.semblance.server.json;

import com.fasterxml.jackson.databind.JsonNode;

/// Checks that strings have no unpaired surrogates, which UTF-8 cannot encode.
final class Unicode {
  private Unicode() {}

  /// Whether every string and every field name of a tree can be encoded as UTF-8.
  static boolean isWellFormed(JsonNode node) {
    if (node.isTextual()) {
      return isWellFormed(node.textValue());
    }
    for (var field : node.properties()) {
      if (!isWellFormed(field.getKey())) {
        return false;
      }
    }
    for (JsonNode child : node) {
      if (child.isTextual() ? !isWellFormed(child.textValue()) : !isWellFormed(child)) {
        return false;
      }
    }
    return true;
  }

  static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isSurrogate(unit)) {
        boolean paired =
            Character.isHighSurrogate(unit)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
