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

/// What a model is given of a request's inputs: none that is empty, and none that is longer than
/// this server reads. Faults are as [InputFaults#each] throws them. *Safe for use by many threads.*
///
/// @param most UTF-16 units of a text
/// @param mostOfImage bytes of an image's file
/// @param cut the end from which longer ones are cut; REFUSE where they are faults
record InputValidation(int most, int mostOfImage, Truncation cut) {
  /// Where a text may have so many units for each token that the model reads, it reads none of what
  /// lies behind them, but for texts of hardly anything else than blanks. What is let through, the
  /// tokenizer cuts at 250 units for each.
  private static final int UNITS_PER_TOKEN = 100;

  /// @param asked what shall happen to inputs with too many tokens
  static InputValidation of(ServiceSettings settings, ModelCard card, Truncation asked) {
    int most = settings.limits().characters();
    boolean cutsWhatIsRead = most < (long) UNITS_PER_TOKEN * card.shape().maxTokens();
    return new InputValidation(
        most, settings.limits().imageBytes(), cutsWhatIsRead ? Truncation.REFUSE : asked);
  }

  /// One that never cuts.
  static InputValidation refusing(ServiceSettings settings) {
    return new InputValidation(
        settings.limits().characters(), settings.limits().imageBytes(), Truncation.REFUSE);
  }

  /// The inputs as they are given to a model; those that were cut are others than before.
  ///
  /// @throws SemblanceException EMPTY, INVALID
  List<Input> inputs(List<Input> given) {
    return InputFaults.each(given.size(), i -> input(given.get(i)));
  }

  /// Says of what was made of cut inputs that they were cut.
  ///
  /// @param given as they came
  /// @param read as [#inputs] answered
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

  /// A text that is none of a request's inputs.
  ///
  /// @param name what messages call it
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
