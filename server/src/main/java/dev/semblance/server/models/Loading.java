package dev.semblance.server.models;

/// A wish to have a model open.
///
/// @param model its name
/// @param first whether it shall answer requests that name none
/// @param makeRoom whether idle models may be unloaded for it, the least recently used first
/// @param trusted whether the server itself wishes it, not one of its clients
public record Loading(String model, boolean first, boolean makeRoom, boolean trusted) {
  /// The server's own wish.
  public static Loading of(String model) {
    return new Loading(model, false, false, true);
  }

  /// A client's wish.
  public static Loading byClient(String model, boolean first, boolean makeRoom) {
    return new Loading(model, first, makeRoom, false);
  }

  Loading named(String id) {
    return new Loading(id, first, makeRoom, trusted);
  }
}
