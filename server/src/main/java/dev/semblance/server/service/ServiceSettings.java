package dev.semblance.server.service;

import dev.semblance.EmbedOptions;
import dev.semblance.Fault;
import dev.semblance.Prompt;
import dev.semblance.Prompts;
import dev.semblance.SemblanceException;
import dev.semblance.Truncation;
import dev.semblance.server.request.RequestMemory;
import dev.semblance.server.service.collection.CollectionLimits;
import org.jspecify.annotations.Nullable;

/// Settings of the services, for all protocols. Immutable.
///
/// @param limits of a request and its inputs
/// @param autoTruncate whether long inputs are cut where a request does not specify it
/// @param capacity of the engine, for `/info`
/// @param collections limits of writes and searches
/// @param prompt of requests that name none
public record ServiceSettings(
    InputLimits limits,
    boolean autoTruncate,
    Capacity capacity,
    CollectionLimits collections,
    Prompt prompt) {

  /// 2,048 inputs a request, as OpenAI's own service accepts; a million UTF-16 units each, more
  /// than any model reads, or 10 MiB of an image; long inputs are cut, and the model's own prompt
  /// is the default.
  public static final ServiceSettings STANDARD =
      new ServiceSettings(
          new InputLimits(2_048, 1_000_000, 10 << 20, RequestMemory.standardLimit()),
          true,
          Capacity.STANDARD,
          CollectionLimits.STANDARD,
          new Prompt.Default());

  public ServiceSettings withMaxClientBatch(int changed) {
    return new ServiceSettings(
        new InputLimits(changed, limits.characters, limits.imageBytes, limits.memory),
        autoTruncate,
        capacity,
        collections,
        prompt);
  }

  public ServiceSettings withMaxCharacters(int changed) {
    return new ServiceSettings(
        new InputLimits(limits.batch, changed, limits.imageBytes, limits.memory),
        autoTruncate,
        capacity,
        collections,
        prompt);
  }

  public ServiceSettings withMaxImageBytes(int changed) {
    return new ServiceSettings(
        new InputLimits(limits.batch, limits.characters, changed, limits.memory),
        autoTruncate,
        capacity,
        collections,
        prompt);
  }

  /// @param changed bytes, from 1
  public ServiceSettings withMemory(long changed) {
    return new ServiceSettings(
        new InputLimits(limits.batch, limits.characters, limits.imageBytes, changed),
        autoTruncate,
        capacity,
        collections,
        prompt);
  }

  public ServiceSettings withAutoTruncate(boolean changed) {
    return new ServiceSettings(limits, changed, capacity, collections, prompt);
  }

  public ServiceSettings with(Capacity changed) {
    return new ServiceSettings(limits, autoTruncate, changed, collections, prompt);
  }

  public ServiceSettings with(CollectionLimits.Slices changed) {
    var collections = new CollectionLimits(changed, this.collections.searches());
    return new ServiceSettings(limits, autoTruncate, capacity, collections, prompt);
  }

  public ServiceSettings with(CollectionLimits.SearchBounds changed) {
    var collections = new CollectionLimits(this.collections.slices(), changed);
    return new ServiceSettings(limits, autoTruncate, capacity, collections, prompt);
  }

  public ServiceSettings with(Prompt changed) {
    return new ServiceSettings(limits, autoTruncate, capacity, collections, changed);
  }

  /// A request's options, with the server's prompt where they name none; a model without a prompt
  /// of that name keeps its own.
  EmbedOptions prompted(EmbedOptions options, Prompts prompts) {
    return options.with(prompted(options.prompt(), prompts));
  }

  /// A request's prompt, or the server's where it names none, as [#prompted(EmbedOptions,
  /// Prompts)].
  Prompt prompted(Prompt requested, Prompts prompts) {
    boolean unknown =
        prompt instanceof Prompt.Named(String name) && !prompts.named().containsKey(name);
    return requested instanceof Prompt.Default && !unknown ? prompt : requested;
  }

  /// @throws SemblanceException TOO_LARGE when a request has more inputs than it may
  void checkBatch(int size) {
    if (size > limits.batch) {
      throw new SemblanceException(
          Fault.TOO_LARGE, "batch size " + size + " > maximum allowed batch size " + limits.batch);
    }
  }

  /// Truncation of a request.
  ///
  /// @param truncate as in the request, or null
  /// @param side the end to cut from, when cutting
  public Truncation truncation(@Nullable Boolean truncate, Truncation side) {
    boolean cut = truncate == null ? autoTruncate : truncate;
    return cut ? side : Truncation.REFUSE;
  }

  /// Limits of a request, and of all in flight.
  ///
  /// @param batch inputs of one request, from 1
  /// @param characters UTF-16 units of one text, from 1
  /// @param imageBytes of the file of one image, from 1
  /// @param memory bytes that all requests in flight may take, see [RequestMemory]
  public record InputLimits(int batch, int characters, int imageBytes, long memory) {
    public InputLimits {
      if (batch < 1) {
        throw new IllegalArgumentException("max client batch size must be at least 1, is " + batch);
      }
      if (characters < 1) {
        throw new IllegalArgumentException("max characters must be at least 1, is " + characters);
      }
      if (imageBytes < 1) {
        throw new IllegalArgumentException("max image bytes must be at least 1, is " + imageBytes);
      }
      if (memory < 1) {
        throw new IllegalArgumentException("request memory must be at least 1, is " + memory);
      }
    }
  }

  /// Limits of the engine.
  ///
  /// @param waiting inputs that may wait at once
  /// @param batchTokens tokens of one batch
  /// @param batchInputs inputs of one batch
  public record Capacity(int waiting, int batchTokens, int batchInputs) {
    public static final Capacity STANDARD = new Capacity(4_096, 8_192, 256);
  }
}
