/// Hugging Face's hub: models found in the cache shared with its own clients, and downloaded into
/// it.
@NullMarked
package dev.semblance.engine.hub;

import org.jspecify.annotations.NullMarked;
