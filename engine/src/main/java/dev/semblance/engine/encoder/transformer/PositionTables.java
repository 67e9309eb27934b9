package dev.semblance.engine.encoder.transformer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Sizes;
import dev.semblance.engine.encoder.transformer.architecture.RelativeBias;
import dev.semblance.engine.encoder.transformer.architecture.Rotary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tables by position that the layers of a stack share, and their planned products, while the stack
/// is built. *Safe for use by many threads.*
final class PositionTables {
  private final MatmulCache matmuls;

  @GuardedBy("this")
  private final List<Rotation> rotations = new ArrayList<>();

  @GuardedBy("this")
  private @Nullable DistanceBias bias;

  PositionTables(MatmulCache matmuls) {
    this.matmuls = matmuls;
  }

  MatmulCache matmuls() {
    return matmuls;
  }

  synchronized @Nullable Rotation rotation(@Nullable Rotary rotary, Sizes sizes) {
    if (rotary == null) {
      return null;
    }
    for (Rotation rotation : rotations) {
      if (rotary.rotatesAs(rotation.rotary())) {
        return rotation;
      }
    }
    Rotation rotation = Rotation.of(rotary, sizes);
    rotations.add(rotation);
    return rotation;
  }

  synchronized @Nullable DistanceBias bias(@Nullable RelativeBias relative, Sizes sizes) {
    if (relative != null && bias == null) {
      bias = DistanceBias.of(relative, sizes.heads(), sizes.longest());
    }
    return relative == null ? null : bias;
  }
}
