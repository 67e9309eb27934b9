/// What is known of a request, and the chain of stages that each of its calls passes: access,
/// quota, meters, trace, cancel, action.
@NullMarked
package dev.semblance.server.request;

import org.jspecify.annotations.NullMarked;
