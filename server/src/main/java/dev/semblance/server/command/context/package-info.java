/// What commands share: their context, the models they open, and the options of every command.
@NullMarked
package dev.semblance.server.command.context;

import org.jspecify.annotations.NullMarked;
