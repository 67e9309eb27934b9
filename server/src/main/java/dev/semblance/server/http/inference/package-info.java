/// Routes of models: embed, score, rerank and tokenize, in the formats of their clients.
@NullMarked
package dev.semblance.server.http.inference;

import org.jspecify.annotations.NullMarked;
