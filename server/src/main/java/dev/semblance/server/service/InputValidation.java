package dev.semblance.server.service;

import dev.semblance.Classifier.Example;
import dev.semblance.Embedded;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.InputFaults;
import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import dev.semblance.Truncation;
import java.util.List;
import java.util.stream.IntStream;

/// Validation of a request's inputs: refuses empty ones, and cuts or refuses those longer than the
/// server's limits. Faults are as [InputFaults#each] throws them. *Safe for use by many threads.*
///
/// @param most UTF-16 units of a text
/// @param mostOfImage bytes of an image's file
/// @param cut the end from which longer ones are cut; REFUSE where they are faults
record InputValidation(int most, int mostOfImage, Truncation cut) {
  /// UTF-16 units for each token of the model's maximum: beyond so many the model reads nothing of
  /// a text, unless it is almost all blanks, so cutting there changes no embedding. The tokenizer
  /// cuts what is admitted at 250 units for each token.
  private static final int UNITS_PER_TOKEN = 100;

  /// @param requested truncation of inputs with too many tokens
  static InputValidation of(ServiceSettings settings, ModelCard card, Truncation requested) {
    int most = settings.limits().characters();
    boolean cutsWhatIsRead = most < (long) UNITS_PER_TOKEN * card.shape().maxTokens();
    return new InputValidation(
        most, settings.limits().imageBytes(), cutsWhatIsRead ? Truncation.REFUSE : requested);
  }

  /// A validation that refuses what is too long.
  static InputValidation refusing(ServiceSettings settings) {
    return new InputValidation(
        settings.limits().characters(), settings.limits().imageBytes(), Truncation.REFUSE);
  }

  /// The inputs as they are passed to a model, cut where they are too long.
  ///
  /// @throws SemblanceException EMPTY, INVALID
  List<Input> inputs(List<Input> given) {
    return InputFaults.each(given.size(), i -> input(given.get(i)));
  }

  /// Marks the results of inputs that were cut.
  ///
  /// @param given inputs of the request
  /// @param read inputs as [#inputs] returned them
  static List<Embedded> marked(List<Input> given, List<Input> read, List<Embedded> made) {
    return given.equals(read)
        ? made
        : IntStream.range(0, made.size())
            .mapToObj(
                i -> given.get(i).equals(read.get(i)) ? made.get(i) : made.get(i).asTruncated())
            .toList();
  }

  /// @throws SemblanceException EMPTY, INVALID
  List<Example> examples(List<Example> given) {
    return InputFaults.each(given.size(), i -> example(given.get(i)));
  }

  /// Texts to score against a query.
  ///
  /// @param query as it is read
  /// @throws SemblanceException EMPTY where query and text are both, INVALID
  List<String> texts(String query, List<String> given) {
    return InputFaults.each(
        given.size(),
        i -> {
          requireSome(!query.isEmpty() || !given.get(i).isEmpty());
          return cut.shorten(given.get(i), most);
        });
  }

  /// @throws SemblanceException EMPTY, INVALID
  List<TextPair> pairs(List<TextPair> given) {
    return InputFaults.each(given.size(), i -> pair(given.get(i)));
  }

  /// A text other than the inputs, such as the query of a ranking.
  ///
  /// @param name of the text in messages
  /// @throws SemblanceException INVALID
  String text(String name, String text) {
    try {
      return cut.shorten(text, most);
    } catch (SemblanceException e) {
      throw e.of(name);
    }
  }

  private Input input(Input given) {
    return switch (given) {
      case Input.Text(String text) -> {
        requireSome(!text.isEmpty());
        yield text.length() <= most ? given : Input.of(cut.shorten(text, most));
      }
      case Input.Tokens(int[] ids) -> {
        requireSome(ids.length > 0);
        yield given;
      }
      case Input.Image(byte[] encoded) -> {
        requireSome(encoded.length > 0);
        if (encoded.length > mostOfImage) {
          throw new SemblanceException(
              Fault.INVALID,
              "an image must have no more than %d bytes. Given: %d"
                  .formatted(mostOfImage, encoded.length));
        }
        yield given;
      }
    };
  }

  private Example example(Example given) {
    String pair = given.pair();
    requireSome(!given.text().isEmpty() || (pair != null && !pair.isEmpty()));
    return new Example(
        cut.shorten(given.text(), most), pair == null ? null : cut.shorten(pair, most));
  }

  private TextPair pair(TextPair given) {
    if (given.query().isEmpty() || given.passage().isEmpty()) {
      throw new SemblanceException(Fault.EMPTY, "`pairs` cannot hold an empty text");
    }
    return new TextPair(cut.shorten(given.query(), most), cut.shorten(given.passage(), most));
  }

  private static void requireSome(boolean some) {
    if (!some) {
      throw new SemblanceException(Fault.EMPTY, "`inputs` cannot be empty");
    }
  }
}
