package dev.semblance.bench;

import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.Encoder;
import dev.semblance.engine.encoder.transformer.NativeEncoder;
import dev.semblance.engine.encoder.transformer.NativePrecision;
import dev.semblance.engine.model.ModelFolder;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// The native encoder of a model in each precision that this CPU and the folder have.
final class NativeEncoders implements AutoCloseable {
  /// From the slowest to the fastest.
  private static final List<NativePrecision> PRECISIONS =
      List.of(NativePrecision.F32, NativePrecision.BF16, NativePrecision.INT8);

  private final Map<NativePrecision, Encoder> encoders = new EnumMap<>(NativePrecision.class);

  private NativeEncoders() {}

  /// @param notes gets a line for each precision that is skipped
  static NativeEncoders open(ModelFolder folder, Consumer<String> notes) {
    NativeEncoders opened = new NativeEncoders();
    for (NativePrecision precision : PRECISIONS) {
      try {
        opened.encoders.put(precision, NativeEncoder.open(folder, precision));
      } catch (SemblanceException e) {
        notes.accept(name(precision) + " is skipped: " + e.getMessage());
      }
    }
    return opened;
  }

  boolean has(NativePrecision precision) {
    return encoders.containsKey(precision);
  }

  /// The instruction set of the best precision.
  String isa() {
    return encoders.values().stream().reduce((_, last) -> last).orElseThrow().card().isa();
  }

  void each(BiConsumer<String, Encoder> consumer) {
    encoders.forEach((precision, encoder) -> consumer.accept(name(precision), encoder));
  }

  @Override
  public void close() {
    encoders.values().forEach(Encoder::close);
  }

  private static String name(NativePrecision precision) {
    return precision.name().toLowerCase(Locale.ROOT);
  }
}
