/**
 * What a person sees and changes of the own account: {@code /api/me} and the page {@code /account}.
 *
 * <p>Not responsible for the rules of accounts and passwords (accounts) nor for sign-ins (security).
 */
package dev.gatehouse.web.profile;
