/** How pages tell whether an action worked. */
package dev.gatehouse.web.messages;
