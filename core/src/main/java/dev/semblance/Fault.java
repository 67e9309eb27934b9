package dev.semblance;

/// The kind of an error; a server maps each to a status code in one switch per protocol.
public enum Fault {
  /// The request is invalid; the message names the part and the reason.
  INVALID,
  /// A text or list is empty that must not be.
  EMPTY,
  /// A named thing (model, collection, document, file) does not exist.
  NOT_FOUND,
  /// This build or this model cannot do what was requested.
  UNSUPPORTED,
  /// A stated limit was exceeded; the message names the limit and the value.
  TOO_LARGE,
  /// No capacity now; the same request may succeed later.
  OVERLOADED,
  /// The caller cancelled the request.
  CANCELLED,
  /// The model's tokenizer failed on a text.
  UNTOKENIZABLE,
  /// A model folder lacks a file, or a file in it is damaged or malicious.
  BROKEN_MODEL,
  /// A data directory is damaged.
  CORRUPT_INDEX,
  /// The disk is full; nothing of the write was kept.
  DISK_FULL,
  /// A defect of Semblance or of the machine.
  INTERNAL;

  /// Whether the same request may succeed later.
  public boolean isTransient() {
    return this == OVERLOADED || this == CANCELLED;
  }
}
