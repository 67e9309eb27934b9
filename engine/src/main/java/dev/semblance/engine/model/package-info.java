/// Model folders: found by name, checked, and their configuration read like sentence-transformers;
/// pooling chosen where there is no `modules.json`.
@NullMarked
package dev.semblance.engine.model;

import org.jspecify.annotations.NullMarked;
