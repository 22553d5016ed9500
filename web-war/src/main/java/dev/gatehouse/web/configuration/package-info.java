/**
 * What web is told from outside, and the database it keeps its own data in.
 *
 * <p>Responsible for: reading and checking the configuration at start, the data source, the migrations. Not responsible
 * for: what the values mean to the other components.
 */
package dev.gatehouse.web.configuration;
