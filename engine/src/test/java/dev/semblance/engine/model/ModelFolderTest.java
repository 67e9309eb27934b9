package dev.semblance.engine.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModelFolderTest {
  @Test
  void messagesHaveTheNameOfAFolderNotItsPath() {
    var folder = new ModelFolder("/home/ann/models/tiny", Path.of("/home/ann/models/tiny"));
    assertThatThrownBy(() -> folder.json("config.json"))
        .hasMessage("model tiny: config.json is missing");
  }
}
