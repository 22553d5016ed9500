/**
 * The common part of the JSON boundary at {@code /api}: where it begins, how failures leave it.
 *
 * <p>Not responsible for any resource; each component brings its own.
 */
package dev.gatehouse.web.api;
