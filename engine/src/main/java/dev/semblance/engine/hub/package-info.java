/// Hugging Face's hub: models found in the cache that its own clients share, and downloaded into
/// it.
@NullMarked
package dev.semblance.engine.hub;

import org.jspecify.annotations.NullMarked;
