package dev.semblance.engine.input;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.model.ModelSpec;
import dev.semblance.engine.model.ModuleSpec;
import dev.semblance.engine.model.TokenizerSource;
import dev.semblance.engine.model.Vocabulary;
import org.jspecify.annotations.Nullable;

/// Pads short inputs to a fixed length: ColBERT's query augmentation, whose added tokens match
/// terms that the query does not contain. ([ModuleSpec.QueryExpansion] is the module that
/// configures it.)
///
/// Source: Khattab and Zaharia 2020, "ColBERT", section 3.2.
///
/// @param length of the whole, special tokens included
/// @param token the id
/// @param attended whether the other tokens attend to the padding
record QueryPadding(int length, int token, boolean attended) {

  /// A model's padding; null for a model without.
  ///
  /// @throws SemblanceException BROKEN_MODEL when the token is not in the vocabulary
  static @Nullable QueryPadding of(ModelSpec spec, TokenizerSource source) {
    for (ModuleSpec module : spec.modules()) {
      if (module instanceof ModuleSpec.QueryExpansion(int length, String name, boolean attended)) {
        int token =
            Vocabulary.of(source.json())
                .id(name)
                .orElseThrow(() ->
                    new SemblanceException(
                        Fault.BROKEN_MODEL,
                        "model "
                            + spec.folder().shownName()
                            + ": its query expansion '"
                            + name
                            + "' is not in the vocabulary"));
        return new QueryPadding(length, token, attended);
      }
    }
    return null;
  }

  TokenSequence pad(TokenSequence tokens) {
    return tokens.length() >= length ? tokens : tokens.paddedTo(length, token, attended);
  }
}
