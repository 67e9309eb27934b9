package dev.semblance.server;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.Token;
import dev.semblance.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A tokenizer without a model: each code point is a token whose id is the code point; `<s>` is 1,
/// `</s>` is 2. *Safe for use by many threads.*
public final class CodePointTokenizer implements Tokenizer {
  private static final Token FIRST = new Token(1, "<s>", null);
  private static final Token LAST = new Token(2, "</s>", null);

  @Override
  public List<Token> tokenize(String text, boolean specialTokens) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    for (int point : text.codePoints().toArray()) {
      String piece = Character.toString(point);
      int stop = at + piece.getBytes(StandardCharsets.UTF_8).length;
      tokens.add(new Token(point, piece, new Token.Span(at, stop)));
      at = stop;
    }
    if (specialTokens) {
      tokens.addFirst(FIRST);
      tokens.add(LAST);
    }
    return tokens;
  }

  @Override
  public String decode(int[] ids, boolean skipSpecialTokens) {
    return Arrays.stream(ids)
        .mapToObj(id -> decode(id, skipSpecialTokens))
        .collect(Collectors.joining());
  }

  private static String decode(int id, boolean skipSpecialTokens) {
    if (id == FIRST.id() || id == LAST.id()) {
      return skipSpecialTokens ? "" : id == FIRST.id() ? FIRST.text() : LAST.text();
    }
    if (!Character.isValidCodePoint(id) || Character.getType(id) == Character.SURROGATE) {
      throw new SemblanceException(
          Fault.INVALID,
          "token id " + Integer.toUnsignedString(id) + " is not in the vocabulary of 1114112");
    }
    return Character.toString(id);
  }
}
