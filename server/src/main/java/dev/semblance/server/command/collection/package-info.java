/// Commands of collections: `index`, `search`, `collections`, `documents`, `evaluate`.
@NullMarked
package dev.semblance.server.command.collection;

import org.jspecify.annotations.NullMarked;
