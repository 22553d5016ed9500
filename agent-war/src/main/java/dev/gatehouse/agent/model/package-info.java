/**
 * Model access of the workers: a loopback door ({@link dev.gatehouse.agent.model.ModelEndpoint}) that a worker may only
 * pass with its own throw-away token, and what stands behind it: the Messages API or the company's gateway, reached
 * with the real key that no worker ever holds, or {@link dev.gatehouse.agent.model.ScriptedModel}, which follows a
 * script and needs no account.
 *
 * <p>Not responsible for which person may use which model, for budgets, or for starting workers.
 */
package dev.gatehouse.agent.model;
