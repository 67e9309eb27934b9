package dev.semblance.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.Prompt;
import dev.semblance.SemblanceException;
import dev.semblance.Token;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.request.RequestContext;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TokenizingTest {
  private static final RequestContext REQUEST = RequestContext.ofServer("test");

  private final Tokenizing tokenizing =
      Services.over(
              List.of(new WordEmbedder("words")),
              null,
              ServiceSettings.STANDARD.withMaxClientBatch(2))
          .tokenizing();

  @Test
  void answersEveryTokenOfEachInputInOrder() {
    assertThat(tokenizing.tokenize(REQUEST, null, List.of("é", "ab"), new Prompt.Default(), true))
        .containsExactly(
            List.of(
                new Token(1, "<s>", null),
                new Token('é', "é", new Token.Span(0, 2)),
                new Token(2, "</s>", null)),
            List.of(
                new Token(1, "<s>", null),
                new Token('a', "a", new Token.Span(0, 1)),
                new Token('b', "b", new Token.Span(1, 2)),
                new Token(2, "</s>", null)));
  }

  @Test
  void aPromptIsPartOfTheText() {
    List<Token> tokens =
        tokenizing
            .tokenize(REQUEST, null, List.of("x"), new Prompt.Named("query"), false)
            .getFirst();
    assertThat(tokens).hasSize("query: x".length());
    assertThat(tokens.getLast()).isEqualTo(new Token('x', "x", new Token.Span(7, 8)));
  }

  @Test
  void idsBecomeTextWithSpecialTokensOrWithout() {
    List<int[]> ids = List.of(new int[] {1, 'a', 2}, new int[] {'b'});
    assertThat(tokenizing.decode(REQUEST, null, ids, true)).containsExactly("a", "b");
    assertThat(tokenizing.decode(REQUEST, null, ids, false)).containsExactly("<s>a</s>", "b");
  }

  @Test
  void refusesWhatIsEmptyUnknownOrTooMuch() {
    refused(Fault.EMPTY, "`inputs` cannot be empty", () -> tokenize(List.of()));
    refused(Fault.EMPTY, "`inputs` cannot be empty", () -> tokenize(List.of("")));
    refused(Fault.EMPTY, "`inputs` cannot be empty (input 1)", () -> tokenize(List.of("a", "")));
    refused(
        Fault.TOO_LARGE,
        "batch size 3 > maximum allowed batch size 2",
        () -> tokenize(List.of("a", "b", "c")));
    refused(
        Fault.INVALID,
        "unknown prompt name 'x'; this model has [query, shout]",
        () -> tokenizing.tokenize(REQUEST, null, List.of("a"), new Prompt.Named("x"), true));
    refused(
        Fault.EMPTY,
        "`ids` cannot be empty",
        () -> tokenizing.decode(REQUEST, null, List.of(), true));
    refused(
        Fault.EMPTY,
        "`input_ids` cannot be empty",
        () -> tokenizing.decode(REQUEST, null, List.of(new int[0]), true));
    refused(
        Fault.INVALID,
        "token id 4294967295 is not in the vocabulary of 1114112 (input 1)",
        () -> tokenizing.decode(REQUEST, null, List.of(new int[] {'a'}, new int[] {-1}), true));
  }

  private void tokenize(List<String> inputs) {
    tokenizing.tokenize(REQUEST, null, inputs, new Prompt.Default(), true);
  }

  private static void refused(Fault fault, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .hasMessage(message)
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }
}
