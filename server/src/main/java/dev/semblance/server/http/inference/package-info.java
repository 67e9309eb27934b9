/// Routes that ask a model: embed, score and rerank, in every dialect clients speak.
@NullMarked
package dev.semblance.server.http.inference;

import org.jspecify.annotations.NullMarked;
