package dev.semblance.server.models;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a server's clients may do with its models, besides asking them, and what they call the
/// first. Immutable.
///
/// @param memory bytes that all open models may take together, from 1; [Long#MAX_VALUE] for no
///   bound
/// @param keyless whether clients of the same machine may open and let go of models where no API
///   key is set
/// @param served the name by which the default model is asked for and told of, beside its own; null
///   for that alone
public record ModelRules(long memory, boolean keyless, @Nullable String served) {
  /// No bound; whoever changes models must show a key.
  public static final ModelRules STANDARD = new ModelRules(Long.MAX_VALUE, false);

  /// What a client is told that may not calibrate.
  public static final String NO_CALIBRATION =
      "this server has no API key and other machines reach it, so nobody may change what its codes"
          + " are made by; start it with an API key, or on 127.0.0.1";

  private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1", "[::1]", "localhost");

  public ModelRules {
    if (memory < 1) {
      throw new IllegalArgumentException("a memory budget is at least 1 byte, not " + memory);
    }
  }

  /// The default model has its own name alone.
  public ModelRules(long memory, boolean keyless) {
    this(memory, keyless, null);
  }

  /// Whether clients of a server may change how its models' vectors become codes.
  ///
  /// @param keyed whether the server asks for an API key
  /// @param host the address it listens on
  public boolean allowCalibration(boolean keyed, String host) {
    return keyed || LOOPBACK.contains(host);
  }

  /// Whether models may be changed by clients of a server.
  ///
  /// @param keyed whether the server asks for an API key
  /// @param host the address it listens on
  public boolean allowChanges(boolean keyed, String host) {
    return keyed || (keyless && LOOPBACK.contains(host));
  }
}
