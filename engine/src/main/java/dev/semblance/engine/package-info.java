/// Opens a model by name and answers with an embedder.
@NullMarked
package dev.semblance.engine;

import org.jspecify.annotations.NullMarked;
