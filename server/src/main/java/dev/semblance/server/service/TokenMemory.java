package dev.semblance.server.service;

import dev.semblance.Token;
import dev.semblance.server.request.MemoryReservation;
import java.util.List;
import java.util.function.Supplier;

/// Takes the memory of tokens and of decoded texts from a request's. *Safe for use by many
/// threads.*
///
/// @param memory of the request
record TokenMemory(MemoryReservation memory) {
  /// A token with its text and span, and `{"id":…,"text":"…","special":false,"start":…,"stop":…},`.
  private static final long TOKEN = 190;

  /// The text of an id, in memory and in the reply.
  private static final long TEXT_OF_ID = 32;

  /// Tokenizes a text: before that it counts as one token for each character, the most there can
  /// be, and afterwards as those that there are.
  ///
  /// @throws dev.semblance.SemblanceException TOO_LARGE, OVERLOADED
  List<Token> tokens(String text, Supplier<List<Token>> work) {
    memory.take(text.length() * TOKEN);
    List<Token> tokens = work.get();
    memory.giveBack(Math.max(0, text.length() - tokens.size()) * TOKEN);
    return tokens;
  }

  /// @param ids whose texts are decoded
  /// @throws dev.semblance.SemblanceException TOO_LARGE, OVERLOADED
  void takeForTexts(List<int[]> ids) {
    memory.take(ids.stream().mapToLong(list -> list.length * TEXT_OF_ID).sum());
  }
}
