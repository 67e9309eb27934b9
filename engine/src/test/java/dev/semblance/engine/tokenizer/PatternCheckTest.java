package dev.semblance.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.semblance.engine.model.JsonFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which regular expressions a tokenizer may have.
class PatternCheckTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\s+",
        " {2,}",
        "[^\\w\\s]",
        "[0-9][0-9][0-9]",
        "\\p{N}{1,3}",
        " ?[^(\\s|[.,!?…。，、।۔،])]+",
        "[一-龥぀-ゟ゠-ヿ]+",
        "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]++"
            + "[\\r\\n]*|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+",
        "[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+"
            + "|\\s+(?!\\S)|\\s+",
        "(?:ab|c)?d",
        "(?<=a)b"
      })
  void patternsOfPublishedTokenizersAreAccepted(String regex) {
    assertThatCode(() -> PatternCheck.check(regex, file())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+$",
        "(a|a)*b",
        "(a|aa)+$",
        "a*a*b",
        "a+b",
        "\\s+$",
        "\\s+(?=x)",
        "(?=a+b)c",
        "(a)\\1",
        "\\g<0>",
        "(?>a)",
        "(?<name>a)",
        "a{1,1000}",
        "a{1,50}b{1,50}c",
        "a**",
        "a{2}{3}",
        "a*",
        "",
        "(",
        ")",
        "[a",
        "a\\",
        "\\p{L",
        "*",
        "x|",
        "\\s|[|\\s+(?!\\S)|\\s+"
      })
  void patternsThatCanTakeUnlimitedTimeAreRefused(String regex) {
    assertThatThrownBy(() -> PatternCheck.check(regex, file()))
        .hasMessageStartingWith("tokenizer.json: pattern '" + regex + "' is not supported: ");
  }

  private static JsonFile file() {
    return new JsonFile("tokenizer.json", NullNode.instance);
  }
}
