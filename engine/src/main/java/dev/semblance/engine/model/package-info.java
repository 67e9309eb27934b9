/// Model folders: found by name, checked, and their configuration read like sentence-transformers.
@NullMarked
package dev.semblance.engine.model;

import org.jspecify.annotations.NullMarked;
