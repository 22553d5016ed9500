/**
 * What people do to the portal itself: administration, signing in and out.
 *
 * <p>Responsible for: the one event by which every component tells of such an act. It is fired beside the change,
 * inside its transaction where there is one, so that whoever records it records exactly what happened. Not responsible
 * for recording (audit) nor for what Claude does (feed).
 */
package dev.gatehouse.web.acts;
