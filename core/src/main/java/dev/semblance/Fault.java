package dev.semblance;

/// What kind of thing went wrong; a server maps each to a status code in one switch per protocol.
public enum Fault {
  /// The request cannot be served as it stands; the message says which part and why.
  INVALID,
  /// Something that must hold characters or items holds none.
  EMPTY,
  /// A named thing (model, collection, document, file) does not exist.
  NOT_FOUND,
  /// The thing exists but this build or this model cannot do what was asked.
  UNSUPPORTED,
  /// A stated limit was exceeded; the message names the limit and the value.
  TOO_LARGE,
  /// No capacity now; the same request may succeed later.
  OVERLOADED,
  /// The caller gave up before the answer was ready.
  CANCELLED,
  /// The model's tokenizer failed on a text.
  UNTOKENIZABLE,
  /// A model folder lacks a file, or a file in it is damaged or hostile.
  BROKEN_MODEL,
  /// What a data directory holds cannot be read as what it was.
  CORRUPT_INDEX,
  /// The disk has no room for what was to be written; nothing of it was kept.
  DISK_FULL,
  /// A defect of Semblance itself, or of the machine.
  INTERNAL;

  /// Whether it is of the moment, and nothing is wrong with what was asked.
  public boolean isTransient() {
    return this == OVERLOADED || this == CANCELLED;
  }
}
