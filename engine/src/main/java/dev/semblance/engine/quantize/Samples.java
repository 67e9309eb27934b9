package dev.semblance.engine.quantize;

import dev.semblance.Fault;
import dev.semblance.Prompt;
import dev.semblance.SemblanceException;
import dev.semblance.Truncation;
import dev.semblance.engine.input.TextTokenizer;
import dev.semblance.engine.model.ModelSpec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Tokenized texts: some for calibration, others held out for measurements.
///
/// Every fourth text is treated as a query: shortened, with the model's query prompt. So ranges and
/// measurements cover both roles.
///
/// @param calibration token ids `[t]` of each text
/// @param heldOut token ids of other texts
record Samples(List<int[]> calibration, List<int[]> heldOut) {
  private static final int HELD_OUT_EVERY = 5;
  private static final int QUERY_EVERY = 4;
  private static final int QUERY_CHARACTERS = 80;

  /// Takes texts until there are enough; every fifth is held out.
  ///
  /// @throws SemblanceException INVALID for fewer than 8 calibration texts
  static Samples take(ModelSpec spec, Iterator<String> texts, int count) {
    List<int[]> calibration = new ArrayList<>();
    List<int[]> heldOut = new ArrayList<>();
    try (TextTokenizer tokenizer = TextTokenizer.open(spec)) {
      for (int taken = 0; calibration.size() < count && texts.hasNext(); ) {
        String text = texts.next().strip();
        if (text.isEmpty()) {
          continue;
        }
        int[] ids = tokenizer.encode(inRole(spec, text, taken), Truncation.RIGHT).ids();
        (taken % HELD_OUT_EVERY == HELD_OUT_EVERY - 1 ? heldOut : calibration).add(ids);
        taken++;
      }
    }
    if (calibration.size() < 8) {
      throw new SemblanceException(
          Fault.INVALID,
          "calibration needs at least 10 texts, "
              + (calibration.size() + heldOut.size())
              + " were given");
    }
    return new Samples(List.copyOf(calibration), List.copyOf(heldOut));
  }

  private static String inRole(ModelSpec spec, String text, int index) {
    if (index % QUERY_EVERY != 0) {
      return spec.prompts().prefix(new Prompt.Passage()) + text;
    }
    int end = Math.min(text.length(), QUERY_CHARACTERS);
    return spec.prompts().prefix(new Prompt.Query()) + text.substring(0, end);
  }
}
