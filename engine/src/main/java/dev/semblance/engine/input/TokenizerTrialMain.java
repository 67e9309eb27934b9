package dev.semblance.engine.input;

import dev.semblance.SemblanceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The process of a [TokenizerTrial]: reads a `tokenizer.json` from standard input and runs it. Its
/// exit status is the result.
final class TokenizerTrialMain {
  /// Exit status of a tokenizer that passed. A JVM that cannot start exits with 1, one whose native
  /// code aborts with 128 and more.
  static final int PASSED = 42;

  static final int NOT_STARTED = 1;
  private static final int FAILED = 2;

  private TokenizerTrialMain() {}

  /// @param arguments size of the vocabulary, and UTF-16 units of the longest text
  static void main(String[] arguments) throws IOException {
    int vocabulary = Integer.parseInt(arguments[0]);
    int maxCharacters = Integer.parseInt(arguments[1]);
    TokenizerLibrary.instance();
    String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    System.exit(passes(text, vocabulary, maxCharacters) ? PASSED : FAILED);
  }

  private static boolean passes(String text, int vocabulary, int maxCharacters) {
    NativeTokenizer tokenizer;
    try {
      tokenizer = NativeTokenizer.open(text);
    } catch (RuntimeException _) {
      return true; // the library refuses it in any process
    }
    try (tokenizer) {
      new TokenizerExercise(tokenizer, vocabulary, maxCharacters).run();
      return true;
    } catch (SemblanceException _) {
      return false;
    }
  }
}
