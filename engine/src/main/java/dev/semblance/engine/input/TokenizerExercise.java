package dev.semblance.engine.input;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;

/// Texts and ids that are hard for the tokenizer library: empty ones, long runs of one character,
/// characters that normalizers grow or remove, every id alone. A fault of a text is a result like
/// another; what is looked for is the end of the process. *Confined to the thread that opened it.*
///
/// @param tokenizer to run
/// @param vocabulary ids run from 0 to this, exclusive
/// @param maxCharacters UTF-16 units of the longest text
record TokenizerExercise(NativeTokenizer tokenizer, int vocabulary, int maxCharacters) {
  private static final int LONG = 3_000;
  private static final int CHUNK = 256;

  /// Repeated characters, and in pairs: spaces, controls, letters, digits, marks, and the longest
  /// expansions.
  private static final List<String> CHARACTERS =
      List.of(
          " ",
          "\n",
          "\t",
          "\0",
          "\u007f",
          "\u00a0",
          "\u3000",
          "a",
          "A",
          "b",
          "1",
          "'",
          "#",
          ".",
          "_",
          "\u2581",
          "\u0120",
          "\u0130",
          "\u00df",
          "e\u0301",
          "\u0301",
          "\u4eca",
          "\uac00",
          "\u0e33",
          "\u05d0",
          "\ufdfa",
          "\ufb03",
          "\u200d",
          "\ufffd",
          "\ud83d\ude00",
          "\ud83d\udc68\u200d\ud83d\udc69",
          "\udbff\udfff");

  void run() {
    encode("");
    for (String character : CHARACTERS) {
      encode(character);
      encode(character.repeat(LONG) + "b");
      encode(("x" + character).repeat(CHUNK));
      CHARACTERS.forEach(other -> encode((character + other).repeat(3)));
    }
    String all = String.join("", CHARACTERS);
    encode(all.repeat(CHUNK));
    attempt(() -> tokenizer.encodePair(all, "", NativeEncoding::sequences).length);
    attempt(() -> tokenizer.encodePair("", all, NativeEncoding::types).length);
    decodeAll();
  }

  private void encode(String text) {
    String read = text.substring(0, Math.min(text.length(), maxCharacters));
    for (boolean special : new boolean[] {true, false}) {
      attempt(() -> tokenizer.encode(read, special, TokenizerExercise::readAll));
    }
  }

  private static int readAll(NativeEncoding encoding) {
    int tokens = encoding.ids().length;
    return tokens
        + encoding.types().length
        + encoding.special().length
        + encoding.names().length
        + encoding.spans().length;
  }

  /// Each id alone and twice, then all in chunks.
  private void decodeAll() {
    for (long id = 0; id < vocabulary; id++) {
      decode(id);
      decode(id, id);
    }
    for (int from = 0; from < vocabulary; from += CHUNK) {
      long[] ids = new long[Math.min(CHUNK, vocabulary - from)];
      int first = from;
      Arrays.setAll(ids, i -> first + i);
      decode(ids);
    }
    decode(new long[0]);
  }

  private void decode(long... ids) {
    attempt(() -> tokenizer.decode(ids, true).length());
    attempt(() -> tokenizer.decode(ids, false).length());
  }

  private static void attempt(IntSupplier call) {
    try {
      var _ = call.getAsInt();
    } catch (SemblanceException e) {
      if (e.fault() != Fault.UNTOKENIZABLE) {
        throw e;
      }
    }
  }
}
