package dev.semblance.house;

import static dev.semblance.house.MainSources.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The words of comments, messages and documentation.
class WordRulesTest {
  /// Words that personify code, or are literary or private, where the field has plain ones.
  private static final List<String> UNWANTED =
      List.of(
          "behold",
          "dwell",
          "gladly",
          "keeper",
          "ledger",
          "lest",
          "lonely",
          "stranger",
          "strangers",
          "heard",
          "hears",
          "somebody",
          "told",
          "whoever");

  private static final Pattern WORD =
      Pattern.compile("\\b(" + String.join("|", UNWANTED) + ")\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern COMMENT = Pattern.compile("(?:^|[^:\"])//.*", Pattern.MULTILINE);
  private static final Pattern CODE_BLOCK =
      Pattern.compile("^ *```.*?^ *```", Pattern.MULTILINE | Pattern.DOTALL);

  /// "Lane": a word of its own, or part of a name.
  private static final Pattern LANE =
      Pattern.compile("(?<![A-Za-z])lanes?(?![a-z])|Lanes?(?![a-z])|(?<![A-Z])LANES?(?![A-Z])");

  private static final Pattern STAGE =
      Pattern.compile("(?<![A-Za-z])stages?(?![a-z])|Stages?(?![a-z])|(?<![A-Z])STAGES?(?![A-Z])");

  /// "The field's word, or none": in names, comments and messages of main code.
  @Test
  void mainSourceUsesPlainWords() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : MainSources.files("/src/main/")) {
      find(file, Files.readString(file), found);
    }
    assertThat(found).isEmpty();
  }

  /// "A lane is a lane of a search; in `engine`, only the SIMD kernels use the word, for a part of
  /// a register."
  @Test
  void lanesAreThoseOfASearch() throws IOException {
    assertThat(uses(LANE, "/engine/src/main/", "/engine/(encoder/transformer|onednn)/")).isEmpty();
  }

  /// "A stage is a stage of the request chain."
  @Test
  void stagesAreThoseOfTheRequestChain() throws IOException {
    assertThat(uses(STAGE, "/src/main/", "/server/request/")).isEmpty();
  }

  /// "The field's word, or none": in the comments of tests, whose texts may hold any word.
  @Test
  void commentsOfTestsUsePlainWords() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : MainSources.files("/src/test/")) {
      StringBuilder comments = new StringBuilder();
      Matcher comment = COMMENT.matcher(Files.readString(file));
      while (comment.find()) {
        comments.append(comment.group()).append('\n');
      }
      find(file, comments.toString(), found);
    }
    assertThat(found).isEmpty();
  }

  /// "The field's word, or none": in Markdown, except for what a code block shows.
  @Test
  void documentationUsesPlainWords() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path page : ReadmePageTest.pages()) {
      find(page, CODE_BLOCK.matcher(Files.readString(page)).replaceAll(""), found);
    }
    assertThat(found).isEmpty();
  }

  /// Uses of a word in the sources whose paths contain `part`, except those of `home`.
  private static List<String> uses(Pattern word, String part, String home) throws IOException {
    Pattern allowed = Pattern.compile(home);
    List<String> found = new ArrayList<>();
    for (Path file : MainSources.files(part)) {
      if (!allowed.matcher(file.toString()).find()) {
        find(word, file, Files.readString(file), found);
      }
    }
    return found;
  }

  private static void find(Path file, String text, List<String> found) {
    find(WORD, file, text, found);
  }

  private static void find(Pattern pattern, Path file, String text, List<String> found) {
    Matcher word = pattern.matcher(text);
    while (word.find()) {
      int end = text.indexOf('\n', word.start());
      int start = text.lastIndexOf('\n', word.start()) + 1;
      String line = text.substring(start, end < 0 ? text.length() : end).strip();
      found.add("%s: '%s' in: %s".formatted(ROOT.relativize(file), word.group(), line));
    }
  }
}
