package dev.semblance;

import java.util.regex.Pattern;

/// Names of models in replies, messages and metrics. The name of a model opened from a folder is
/// the folder's path, which clients do not get.
public final class ShownName {
  private static final Pattern ABSOLUTE = Pattern.compile("(/|\\\\|[A-Za-z]:[/\\\\]).*");

  private ShownName() {}

  /// The last part of a path; any other name as it is.
  public static String of(String id) {
    if (!ABSOLUTE.matcher(id).matches()) {
      return id;
    }
    int end = id.length();
    while (end > 0 && isSeparator(id.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && !isSeparator(id.charAt(start - 1))) {
      start--;
    }
    return start == end ? id : id.substring(start, end);
  }

  private static boolean isSeparator(char letter) {
    return letter == '/' || letter == '\\';
  }
}
