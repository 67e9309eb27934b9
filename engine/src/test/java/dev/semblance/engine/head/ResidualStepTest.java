package dev.semblance.engine.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.semblance.engine.model.Activation;
import dev.semblance.vector.Linear;
import org.junit.jupiter.api.Test;

class ResidualStepTest {
  private static final float[] X = {1, -2};

  @Test
  void addsTheInputAfterTheActivation() {
    var dense =
        new HeadStep.DenseStep(
            new Linear(new float[] {0, 1, 1, 0}, new float[] {3, 0}, 2), Activation.RELU);
    assertThat(new HeadStep.ResidualStep(dense, null).apply(X))
        .containsExactly(new float[] {2, -1}, within(1e-6f));
  }

  @Test
  void projectsTheInputWhereWidthsDiffer() {
    var dense =
        new HeadStep.DenseStep(new Linear(new float[] {1, 1}, new float[1], 2), Activation.TANH);
    var residual = new Linear(new float[] {2, 0.5f}, new float[1], 2);
    assertThat(new HeadStep.ResidualStep(dense, residual).apply(X))
        .containsExactly(new float[] {(float) Math.tanh(-1) + 1}, within(1e-6f));
  }
}
