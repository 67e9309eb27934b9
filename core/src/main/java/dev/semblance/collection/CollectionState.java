package dev.semblance.collection;

import java.util.Locale;

/// What a collection can be used for at the moment.
public enum CollectionState {
  /// Everything.
  READY,
  /// Everything, while the checksums of its files are compared in the background.
  CHECKING,
  /// A file of it is damaged. Where its index can be opened, the undamaged part is read and
  /// written.
  DAMAGED,
  /// Its files have a format of a later version: nothing.
  NEWER_FORMAT,
  /// The model of its vectors cannot be opened: words, documents and given vectors.
  MODEL_MISSING,
  /// The model of its vectors has another fingerprint: words, documents and given vectors.
  MODEL_CHANGED,
  /// Reading: the process may not write the data directory.
  READ_ONLY,
  /// Everything, while its vectors are computed anew by another model.
  REEMBEDDING;

  /// Its name on the wire and on the command line, such as `model-missing`.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The state of a name on the wire; [#READY] for a name that is not known.
  public static CollectionState of(String wireName) {
    for (CollectionState state : values()) {
      if (state.wireName().equals(wireName)) {
        return state;
      }
    }
    return READY;
  }
}
