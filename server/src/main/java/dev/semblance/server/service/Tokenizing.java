package dev.semblance.server.service;

import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.InputFaults;
import dev.semblance.Model;
import dev.semblance.Prompt;
import dev.semblance.Prompts;
import dev.semblance.SemblanceException;
import dev.semblance.Token;
import dev.semblance.Tokenizer;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.request.Call;
import dev.semblance.server.request.RequestChain;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.request.ServiceOperation;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tokenizing and decoding by any open model. *Safe for use by many threads.*
public final class Tokenizing {
  private final ModelRegistry models;
  private final ServiceSettings settings;
  private final RequestChain chain;

  Tokenizing(ModelRegistry models, ServiceSettings settings, RequestChain chain) {
    this.models = models;
    this.settings = settings;
    this.chain = chain;
  }

  /// The tokens of each input, without truncation.
  ///
  /// @param model the name the client gave, or null
  /// @param prompt before each input; token spans include it
  /// @param specialTokens whether to include special tokens
  /// @throws SemblanceException INVALID, EMPTY, NOT_FOUND (the model), UNSUPPORTED; the message
  ///   names the input by its index when there are several
  public List<List<Token>> tokenize(
      RequestContext request,
      @Nullable String model,
      List<String> inputs,
      Prompt prompt,
      boolean specialTokens) {
    return run(
        request,
        model,
        inputs.size(),
        () -> {
          var reply = new TokenMemory(request.memory());
          return tokens(
              model,
              inputs,
              prompt,
              (tokenizer, text) ->
                  reply.tokens(text, () -> tokenizer.tokenize(text, specialTokens)));
        });
  }

  private List<List<Token>> tokens(
      @Nullable String model,
      List<String> inputs,
      Prompt prompt,
      BiFunction<Tokenizer, String, List<Token>> tokenizing) {
    Model named = models.answeringTo(model);
    checkCount(inputs.size(), "`inputs` cannot be empty");
    InputValidation validation = InputValidation.refusing(settings);
    return ModelFaults.marked(() -> {
      Prompts prompts = named.card().prompts();
      String prefix = prompts.prefix(settings.prompted(prompt, prompts));
      List<Input> read = validation.inputs(inputs.stream().map(Input::of).toList());
      return InputFaults.each(
          read.size(), i -> tokenizing.apply(named.tokenizer(), prefix + inputs.get(i)));
    });
  }

  /// The text of each list of ids.
  ///
  /// @param model the name the client gave, or null
  /// @param ids `[b]` lists of token ids
  /// @param skipSpecialTokens whether to leave special tokens out
  /// @throws SemblanceException as [#tokenize]
  public List<String> decode(
      RequestContext request, @Nullable String model, List<int[]> ids, boolean skipSpecialTokens) {
    return run(
        request,
        model,
        ids.size(),
        () -> {
          new TokenMemory(request.memory()).takeForTexts(ids);
          return texts(model, ids, skipSpecialTokens);
        });
  }

  private <R> R run(
      RequestContext request, @Nullable String model, int inputs, Supplier<R> action) {
    return chain.run(
        request, new Call<>(new ServiceOperation.ComputeTokens(model), inputs, action));
  }

  private List<String> texts(@Nullable String model, List<int[]> ids, boolean skipSpecialTokens) {
    Model named = models.answeringTo(model);
    checkCount(ids.size(), "`ids` cannot be empty");
    return ModelFaults.marked(() ->
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
  }
}
