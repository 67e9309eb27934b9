package dev.semblance.engine.hub;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Checks names sent by a server before they are used as paths.
final class RemoteName {
  private static final int LONGEST = 1_024;
  private static final int LONGEST_PART = 200;
  private static final String UNRESERVED = "-._~";
  private static final String HEX = "0123456789ABCDEF";

  private RemoteName() {}

  /// Whether a name stays below the folder it is resolved in, on any system: parts between single
  /// slashes, none of them `.` or `..`, without backslashes, colons and control characters.
  static boolean isSafe(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST
        && name.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '\\' || c == ':')
        && List.of(name.split("/", -1)).stream().allMatch(RemoteName::isSafePart);
  }

  private static boolean isSafePart(String part) {
    return !part.isEmpty()
        && part.length() <= LONGEST_PART
        && !part.equals(".")
        && !part.equals("..")
        && part.strip().equals(part);
  }

  /// Percent-encoded for a URL.
  ///
  /// @param slashes whether `/` is kept
  static String encoded(String name, boolean slashes) {
    StringBuilder url = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xff;
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
      if (plain || (slashes && c == '/')) {
        url.append((char) c);
      } else {
        url.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return url.toString();
  }
}
