/**
 * The whole portal, as a person has it: agent and web as two real servers, the real CLI of the pinned version, the
 * scripted model in place of a paid one, and a real browser.
 *
 * <p>Responsible for: what only shows when all of it runs together. What one module can prove alone is proved there.
 */
package dev.gatehouse.e2e;
