/// The open models by name: opened within a memory budget, counted while in use, and closed.
@NullMarked
package dev.semblance.server.models;

import org.jspecify.annotations.NullMarked;
