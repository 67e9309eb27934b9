package dev.semblance.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What error messages may not hold, since clients of a server read them.
class MessageRulesTest {
  /// A string followed by an exception: its class name, and often an absolute path.
  private static final Pattern EXCEPTION = Pattern.compile("\" \\+ (e|cause)\\b(?![.\\w])");

  /// A message that names a model by its id, which is a path where it was opened from a folder.
  private static final Pattern MODEL_ID =
      Pattern.compile("\"model '?\" \\+ [\\w.()]*\\b(folder|card|model)(\\(\\))?\\.id\\(\\)");

  @Test
  void messagesHaveReasonsNotExceptions() {
    assertThat(lines(EXCEPTION)).isEmpty();
  }

  @Test
  void messagesNameModelsNotTheirFolders() {
    assertThat(lines(MODEL_ID)).isEmpty();
  }

  /// Lines of the modules whose messages reach clients.
  private static List<String> lines(Pattern pattern) {
    return Stream.of("/core/", "/engine/", "/search/", "/server/")
        .map(module -> module + "src/main/java/")
        .flatMap(part -> MainSources.files(part).stream())
        .flatMap(file -> text(file).lines().filter(line -> pattern.matcher(line).find()))
        .toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
