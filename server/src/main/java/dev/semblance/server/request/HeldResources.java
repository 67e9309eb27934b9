package dev.semblance.server.request;

import dev.semblance.server.access.Permit;

/// What a request holds until its reply is sent.
///
/// @param permit charged for its inputs
/// @param memory for its body, the work on it, and its reply
public record HeldResources(Permit permit, MemoryReservation memory) {
  /// Of calls that the server itself makes.
  public static HeldResources unlimited() {
    return new HeldResources(Permit.UNLIMITED, MemoryReservation.unlimited());
  }
}
