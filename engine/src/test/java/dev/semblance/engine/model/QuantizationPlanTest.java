package dev.semblance.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.SemblanceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizationPlanTest {
  @TempDir Path temp;

  @Test
  void readsWhatItWrote() throws IOException {
    var plan =
        new QuantizationPlan(
            true,
            Map.of(
                "layer.0.attention.qkv", new MatmulScale(0.03125f, 124, new float[] {0.5f, 2}),
                "layer.0.feed_forward.down", new MatmulScale(1e-3f, 7, new float[0])));
    plan.write(temp);
    ModelFolder folder = new ModelFolder("m", temp);
    assertThat(QuantizationPlan.isIn(folder)).isTrue();
    QuantizationPlan read = QuantizationPlan.read(folder);
    assertThat(read.passed()).isTrue();
    assertThat(read.matmuls()).containsOnlyKeys(plan.matmuls().keySet());
    MatmulScale qkv = Objects.requireNonNull(read.matmuls().get("layer.0.attention.qkv"));
    assertThat(qkv.scale()).isEqualTo(0.03125f);
    assertThat(qkv.zero()).isEqualTo(124);
    assertThat(qkv.smoothing()).containsExactly(0.5f, 2);
  }

  @Test
  void refusesADamagedPlanWithTheMatmulsName() throws IOException {
    Files.writeString(
        temp.resolve(QuantizationPlan.FILE),
        "{\"format\":\"semblance-int8-1\",\"matmuls\":{\"layer.0.x\":{\"scale\":-1,\"zero\":0}}}");
    assertThatThrownBy(() -> QuantizationPlan.read(new ModelFolder("m", temp)))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("layer.0.x")
        .hasMessageContaining("scale must be above 0");
  }

  @Test
  void widensARangeToContainZero() {
    MatmulScale scale = MatmulScale.ofRange(1, 255);
    assertThat(scale.scale()).isEqualTo(1);
    assertThat(scale.zero()).isZero();
    assertThat(MatmulScale.ofRange(-1, 1).zero()).isIn(127, 128);
  }
}
