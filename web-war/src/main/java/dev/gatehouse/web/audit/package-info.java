/**
 * What was done, asked and decided, so that it can be shown afterwards and not be changed unseen.
 *
 * <p>Responsible for: the append-only audit with its chain and its signed heads, its verification, retention and
 * redaction, searching and exporting it, and the figures of the dashboard that come from it. Not responsible for:
 * deciding anything (policy), noticing what happens (the components fire events, feed brings those of the agent).
 */
package dev.gatehouse.web.audit;
