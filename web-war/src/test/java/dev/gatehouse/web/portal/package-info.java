/** The whole of web in the server it runs in, seen from outside through a browser's eyes. */
package dev.gatehouse.web.portal;
