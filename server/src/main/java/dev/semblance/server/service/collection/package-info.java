/// The service of collections: their documents written, read and searched, within limits.
@NullMarked
package dev.semblance.server.service.collection;

import org.jspecify.annotations.NullMarked;
