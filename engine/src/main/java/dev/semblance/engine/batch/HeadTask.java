package dev.semblance.engine.batch;

import dev.semblance.Embedded;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.head.TokenVectors;
import java.util.function.BiFunction;

/// The rows of the encoder's last layer that an input needs, and what is computed from them.
///
/// @param rows which rows of the last layer the head reads
/// @param head from one input's rows, and where its time went until then, to its result; runs on
///   the thread that computes the batch
public record HeadTask<R>(Rows rows, BiFunction<TokenVectors, Embedded.Timing, R> head) {}
