package dev.semblance.engine.batch;

import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.head.TokenVectors;
import java.util.function.Function;

/// What a request wants of the encoder, and what it makes of the rows it gets.
///
/// @param rows which rows of the last layer it reads
/// @param head from one input's rows to its result; runs where its batch does
public record HeadTask<R>(Rows rows, Function<TokenVectors, R> head) {}
