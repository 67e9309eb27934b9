package dev.semblance.server.service;

import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.InputFaults;
import dev.semblance.Model;
import dev.semblance.Prompt;
import dev.semblance.SemblanceException;
import dev.semblance.Token;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.request.RequestContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Text to tokens and back, by any open model. *Safe for use by many threads.*
public final class Tokenizing {
  private final ModelRegistry models;
  private final ServiceSettings settings;

  Tokenizing(ModelRegistry models, ServiceSettings settings) {
    this.models = models;
    this.settings = settings;
  }

  /// Every token of each input; nothing is cut off.
  ///
  /// @param model the name the client gave, or null
  /// @param prompt what goes before each input; spans count it
  /// @param specialTokens whether the special tokens around an input are among them
  /// @throws SemblanceException INVALID, EMPTY, NOT_FOUND (the model), UNSUPPORTED; the message
  ///   names the input by its index when there are several
  public List<List<Token>> tokenize(
      @Nullable String model, List<String> inputs, Prompt prompt, boolean specialTokens) {
    Model named = models.answeringTo(model);
    checkCount(inputs.size(), "`inputs` cannot be empty");
    InputValidation intake = InputValidation.refusing(settings);
    return TeiMessages.behindTheTokenizer(() -> {
      String prefix = named.card().prompts().prefix(prompt);
      List<Input> read = intake.inputs(inputs.stream().map(Input::of).toList());
      return InputFaults.each(
          read.size(), i -> named.tokenizer().tokenize(prefix + inputs.get(i), specialTokens));
    });
  }

  /// The text that each list of ids stands for.
  ///
  /// @param model the name the client gave, or null
  /// @param ids `[b]` lists of token ids
  /// @param skipSpecialTokens whether special tokens leave nothing in the text
  /// @throws SemblanceException as [#tokenize]
  public List<String> decode(@Nullable String model, List<int[]> ids, boolean skipSpecialTokens) {
    Model named = models.answeringTo(model);
    checkCount(ids.size(), "`ids` cannot be empty");
    return TeiMessages.behindTheTokenizer(() ->
        InputFaults.each(
            ids.size(),
            i -> {
              if (ids.get(i).length == 0) {
                throw new SemblanceException(Fault.EMPTY, "`input_ids` cannot be empty");
              }
              return named.tokenizer().decode(ids.get(i), skipSpecialTokens);
            }));
  }

  private void checkCount(int inputs, String ifNone) {
    if (inputs == 0) {
      throw new SemblanceException(Fault.EMPTY, ifNone);
    }
    settings.checkBatch(inputs);
    RequestContext.current().quota().take(inputs);
  }
}
