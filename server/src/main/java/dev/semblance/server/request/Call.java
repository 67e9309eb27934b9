package dev.semblance.server.request;

import java.util.function.Supplier;

/// One call of a service, known once the request's body is parsed. A request makes one call, or
/// several: one for each slice of a stream of documents, for each instance of a batch of requests.
///
/// @param operation what it does
/// @param inputs how many inputs it is charged for, from 0: texts, images, searches, documents
/// @param action computes the reply
/// @param <R> the reply
public record Call<R>(ServiceOperation operation, int inputs, Supplier<R> action) {}
