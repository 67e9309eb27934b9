package dev.semblance.server.service.tei;

/// Task of an input.
public enum MeteredTask {
  EMBED("te_embed"),
  PREDICT("te_predict");

  private final String prefix;

  MeteredTask(String prefix) {
    this.prefix = prefix;
  }

  String prefix() {
    return prefix;
  }

  String verb() {
    return switch (this) {
      case EMBED -> "embed";
      case PREDICT -> "score";
    };
  }
}
