package dev.semblance.server.service;

import dev.semblance.EmbedOptions;
import dev.semblance.Input;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request for embeddings.
///
/// @param model the name the client gave, or null
/// @param inputs `[b]`
/// @param options the same for all of them
public record EmbedCall(@Nullable String model, List<Input> inputs, EmbedOptions options) {}
