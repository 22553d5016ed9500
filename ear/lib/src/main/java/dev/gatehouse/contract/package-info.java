/**
 * What web and agent say to each other, and nothing else: commands, events, the grant a session runs under, the service
 * token, problem bodies, and their one JSON form.
 *
 * <p>Responsible for: the words of the wire and their strict writing and tolerant reading. Not responsible for:
 * transport, storage, any decision. It imports nothing of ours; JSON-P carries the bodies and Nimbus JOSE (bundled with
 * Payara) the token, because nobody should write their own crypto.
 *
 * <p>Changes are additive: a field may be added as {@code Optional} or list, a type may be added; golden files under
 * {@code src/test/resources} hold the form of every released version.
 */
package dev.gatehouse.contract;
