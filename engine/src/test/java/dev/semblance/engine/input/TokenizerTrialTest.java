package dev.semblance.engine.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.Shared;
import dev.semblance.engine.model.JsonFile;
import dev.semblance.engine.tokenizer.TokenizerFile;
import org.junit.jupiter.api.Test;

/// The process in which an uncommon tokenizer is run first.
class TokenizerTrialTest {
  @Test
  void soundFilePasses() {
    requireNew(bert());
  }

  @Test
  void fileThatEndsTheProcessIsRefused() {
    ObjectNode file = bert();
    file.putObject("decoder")
        .put("type", "Strip")
        .put("content", "a")
        .put("start", 1)
        .put("stop", 1);
    assertThatThrownBy(() -> requireNew(file))
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.BROKEN_MODEL))
        .hasMessageContaining("the tokenizer library fails");
  }

  private static void requireNew(ObjectNode file) {
    var sound = new JsonFile("tokenizer.json", bert());
    TokenizerTrial.requireNew(sound, TokenizerFile.check(sound), file.toString());
  }

  private static ObjectNode bert() {
    return (ObjectNode) Shared.json(Shared.resource("bert-cls/tokenizer.json"));
  }
}
