/** The audit's pages and its export. Every way in asks first whether the person may read the console. */
package dev.gatehouse.web.audit.boundary;
