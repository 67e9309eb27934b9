package dev.semblance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Damaged tokenizers do not end the process.
class TokenizerDamageTest {
  @Test
  void noDamageEndsTheProcess() throws IOException, InterruptedException {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println("tokenizer damages: seed " + seed);
    Path models =
        Path.of(System.getProperty("semblance.root", ".."), "engine/src/test/resources/models");
    List<Path> files =
        List.of(models.resolve("bert-cls/tokenizer.json"), models.resolve("clip/tokenizer.json"));
    var run = new TokenizerDamageRun(models.resolve("bert-cls"), files, seed);
    assertThat(run.run(50)).matches(TokenizerDamageRun.Result::sound, "ends no process");
  }
}
