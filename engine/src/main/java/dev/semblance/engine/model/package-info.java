/// A model folder: found, checked, and read as sentence-transformers reads it.
@NullMarked
package dev.semblance.engine.model;

import org.jspecify.annotations.NullMarked;
