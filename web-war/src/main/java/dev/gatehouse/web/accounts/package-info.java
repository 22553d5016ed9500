/**
 * The people who may use the portal.
 *
 * <p>Responsible for: accounts, their names, passwords and roles, the groups and who belongs to them, the first
 * administrator. Not responsible for: who is asking right now and whether a request may pass (security).
 */
package dev.gatehouse.web.accounts;
