/// The open models by name: opened, counted in use, and closed.
@NullMarked
package dev.semblance.server.models;

import org.jspecify.annotations.NullMarked;
