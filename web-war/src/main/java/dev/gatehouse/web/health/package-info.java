/** What the health report of MicroProfile Health says of web. */
package dev.gatehouse.web.health;
