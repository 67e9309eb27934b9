package dev.semblance.server.models;

import org.jspecify.annotations.Nullable;

/// What clients may change about a server's models, and the name by which they know the default.
/// Immutable.
///
/// @param memory bytes that all open models may take together, from 1; [Long#MAX_VALUE] for no
///   limit
/// @param keyless whether clients of the same machine may load and unload models where no API key
///   is set
/// @param served a second name of the default model, which replies use; null for its own name alone
public record ModelRules(long memory, boolean keyless, @Nullable String served) {
  /// No memory limit; changing models needs a key.
  public static final ModelRules STANDARD = new ModelRules(Long.MAX_VALUE, false);

  /// Message for clients that may not change quantization ranges.
  public static final String NO_CALIBRATION =
      "this server has no API key and other machines reach it, so its quantization ranges cannot be"
          + " changed; start it with an API key, or on 127.0.0.1";

  public ModelRules {
    if (memory < 1) {
      throw new IllegalArgumentException("a memory budget is at least 1 byte, not " + memory);
    }
  }

  /// Without a second name of the default model.
  public ModelRules(long memory, boolean keyless) {
    this(memory, keyless, null);
  }

  /// Whether clients may change quantization ranges.
  ///
  /// @param keyed whether the server requires an API key
  /// @param local whether only this machine reaches it
  public boolean allowCalibration(boolean keyed, boolean local) {
    return keyed || local;
  }

  /// Whether clients may load and unload models.
  ///
  /// @param keyed whether the server requires an API key
  /// @param local whether only this machine reaches it
  public boolean allowChanges(boolean keyed, boolean local) {
    return keyed || (keyless && local);
  }
}
