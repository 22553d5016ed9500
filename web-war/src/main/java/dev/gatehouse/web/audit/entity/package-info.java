/** The audit's tables. */
package dev.gatehouse.web.audit.entity;
