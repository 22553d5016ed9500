/**
 * The chain: what a row is, which bytes of it are authenticated, and how a chain is checked. Plain Java and JDBC, as
 * the command that checks a database uses it without the portal.
 */
package dev.gatehouse.web.audit.chain;
