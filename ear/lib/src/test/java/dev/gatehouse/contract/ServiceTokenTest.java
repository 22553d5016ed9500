package dev.gatehouse.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.gatehouse.contract.ServiceToken.Binding;
import dev.gatehouse.contract.ServiceToken.RefusedException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every forged token is the accepted one but for one thing, so that nothing else can be what refuses it. */
class ServiceTokenTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final UUID PERSON = UUID.fromString("6f1c2c0a-5d5b-4b8e-9d5d-2f6c6a3f9f10");

    /** Long enough for HS384 too, so that only the algorithm makes that token a forged one. */
    private static final byte[] SECRET = "0123456789abcdef".repeat(3).getBytes(StandardCharsets.US_ASCII);

    private static final byte[] OTHER_SECRET = "0123456789abcdeF".repeat(3).getBytes(StandardCharsets.US_ASCII);
    private static final ServiceKeys KEYS = new ServiceKeys(List.of(new ServiceKeys.Key("k1", SECRET)));
    private static final String METHOD = "POST";
    private static final String PATH = "/sessions/1/commands?a=b";
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("gatehouse-web")
                .audience("gatehouse-agent")
                .subject(PERSON.toString())
                .claim("upn", "ada")
                .claim("groups", List.of("user"))
                .jwtID("one")
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(300)))
                .claim("htm", METHOD)
                .claim("htu", PATH)
                .claim("bh", Binding.sha256(BODY));
    }

    private static JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1");
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, byte[] secret) {
        try {
            return signed(header, claims, new MACSigner(secret));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String good() {
        return signed(header().build(), claims().build(), SECRET);
    }

    private static ServiceToken verify(String token) throws RefusedException {
        return ServiceToken.verify(token, KEYS, NOW, METHOD, PATH);
    }

    @Test
    void aGoodTokenTellsWhoAsksAndForWhat() throws RefusedException {
        ServiceToken token = verify(good());
        assertEquals(PERSON, token.subject());
        assertEquals("ada", token.name());
        assertEquals(Set.of("user"), token.roles());
        assertEquals("one", token.id());
        assertEquals(Binding.of(METHOD, PATH, BODY), token.binding());
        assertTrue(token.binding().matchesBody(BODY));
        assertFalse(token.binding().matchesBody("{ }".getBytes(StandardCharsets.UTF_8)));
        assertFalse(token.binding().matchesBody(new byte[0]));
    }

    @Test
    void whatIsIssuedIsAcceptedUnderEitherOfTwoKeys() throws RefusedException {
        ServiceKeys.Key old = new ServiceKeys.Key("k1", SECRET);
        ServiceKeys.Key next = new ServiceKeys.Key("k2", OTHER_SECRET);
        ServiceKeys both = new ServiceKeys(List.of(next, old));
        Instant now = NOW.plusMillis(700);
        ServiceToken token = ServiceToken.issue(
                PERSON,
                "Ada Lövelace",
                Set.of("user", "administrator"),
                now,
                Duration.ofMinutes(5),
                Binding.of(METHOD, PATH, BODY));
        for (ServiceKeys signer : List.of(KEYS, both)) {
            ServiceToken read = ServiceToken.verify(token.sign(signer), both, now, METHOD, PATH);
            assertEquals("Ada Lövelace", read.name());
            assertEquals(Set.of("user", "administrator"), read.roles());
            assertEquals(token.id(), read.id());
        }
    }

    @Test
    void noTokenIsIssuedForLongerThanFiveMinutes() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ServiceToken.issue(
                        PERSON, "ada", Set.of(), NOW, Duration.ofSeconds(301), Binding.of(METHOD, PATH, BODY)));
    }

    static Stream<Arguments> forged() throws Exception {
        String good = good();
        String[] parts = good.split("\\.");
        var rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        var keyPair = rsa.generateKeyPair();
        return Stream.of(
                Arguments.of("algorithm none", new PlainJWT(claims().build()).serialize()),
                Arguments.of(
                        "algorithm none in the header, signature kept",
                        join(json("{\"alg\":\"none\",\"kid\":\"k1\"}"), parts[1], parts[2])),
                Arguments.of(
                        "algorithm none, no signature", join(json("{\"alg\":\"none\",\"kid\":\"k1\"}"), parts[1], "")),
                Arguments.of(
                        "RS256, key brought along",
                        signed(
                                new JWSHeader.Builder(JWSAlgorithm.RS256)
                                        .keyID("k1")
                                        .jwk(new com.nimbusds.jose.jwk.RSAKey.Builder(
                                                        (java.security.interfaces.RSAPublicKey) keyPair.getPublic())
                                                .build())
                                        .build(),
                                claims().build(),
                                new RSASSASigner(keyPair.getPrivate()))),
                Arguments.of(
                        "RS256 in the header, signature kept",
                        join(json("{\"alg\":\"RS256\",\"kid\":\"k1\"}"), parts[1], parts[2])),
                Arguments.of(
                        "HS384 with the right secret",
                        signed(
                                new JWSHeader.Builder(JWSAlgorithm.HS384)
                                        .keyID("k1")
                                        .build(),
                                claims().build(),
                                SECRET)),
                Arguments.of("wrong secret", signed(header().build(), claims().build(), OTHER_SECRET)),
                Arguments.of("unknown kid", signed(header().keyID("k2").build(), claims().build(), SECRET)),
                Arguments.of("no kid", signed(header().keyID(null).build(), claims().build(), SECRET)),
                Arguments.of(
                        "critical header nobody knows",
                        signed(
                                header().criticalParams(Set.of("x"))
                                        .customParam("x", 1)
                                        .build(),
                                claims().build(),
                                SECRET)),
                Arguments.of(
                        "altered claims",
                        join(
                                parts[0],
                                json(claims().claim("groups", List.of("administrator"))
                                        .build()
                                        .toString()),
                                parts[2])),
                Arguments.of("truncated signature", good.substring(0, good.length() - 2)),
                Arguments.of("no signature", join(parts[0], parts[1], "")),
                Arguments.of("two parts", parts[0] + "." + parts[1]),
                Arguments.of("a part too many", good + ".x"),
                Arguments.of("nothing", ""),
                Arguments.of("noise", "\u0000.\u0000.\u0000"),
                Arguments.of("nested header", join(json("[".repeat(5000)), parts[1], parts[2])),
                Arguments.of("other issuer", with(claims().issuer("gatehouse-agent"))),
                Arguments.of("no issuer", with(claims().issuer(null))),
                Arguments.of("other audience", with(claims().audience("gatehouse-web"))),
                Arguments.of("audience among others", with(claims().audience(List.of("gatehouse-agent", "x")))),
                Arguments.of("no audience", with(claims().audience((String) null))),
                Arguments.of("no subject", with(claims().subject(null))),
                Arguments.of("subject not an id", with(claims().subject("ada"))),
                Arguments.of(
                        "subject in another spelling",
                        with(claims().subject(PERSON.toString().toUpperCase()))),
                Arguments.of("no name", with(claims().claim("upn", null))),
                Arguments.of("no groups", with(claims().claim("groups", null))),
                Arguments.of("groups not a list", with(claims().claim("groups", "user"))),
                Arguments.of("no jti", with(claims().jwtID(null))),
                Arguments.of("no iat", with(claims().issueTime(null))),
                Arguments.of("no exp", with(claims().expirationTime(null))),
                Arguments.of("no method", with(claims().claim("htm", null))),
                Arguments.of("no path", with(claims().claim("htu", null))),
                Arguments.of("no body", with(claims().claim("bh", null))),
                Arguments.of("other method", with(claims().claim("htm", "DELETE"))),
                Arguments.of("method in lower case", with(claims().claim("htm", "post"))),
                Arguments.of("other path", with(claims().claim("htu", "/sessions/2/commands?a=b"))),
                Arguments.of("other query", with(claims().claim("htu", "/sessions/1/commands?a=c"))),
                Arguments.of("no query", with(claims().claim("htu", "/sessions/1/commands"))),
                Arguments.of(
                        "expired",
                        with(claims().issueTime(Date.from(NOW.minusSeconds(100)))
                                .expirationTime(Date.from(NOW.minusSeconds(5))))),
                Arguments.of("issued in the future", with(claims().issueTime(Date.from(NOW.plusSeconds(6))))),
                Arguments.of("lives too long", with(claims().expirationTime(Date.from(NOW.plusSeconds(301))))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forged")
    void aForgedTokenIsRefused(String difference, String token) {
        assertThrows(RefusedException.class, () -> verify(token), difference);
    }

    @Test
    void clocksMayDifferByTheGrace() throws RefusedException {
        verify(with(claims().issueTime(Date.from(NOW.plusSeconds(5)))));
        verify(with(
                claims().issueTime(Date.from(NOW.minusSeconds(100))).expirationTime(Date.from(NOW.minusSeconds(4)))));
    }

    @Test
    void aRefusalDoesNotQuoteTheToken() {
        String forged = signed(header().build(), claims().build(), OTHER_SECRET);
        for (String token : List.of(forged, forged.substring(5), "x.y.z")) {
            String reason =
                    assertThrows(RefusedException.class, () -> verify(token)).getMessage();
            assertFalse(reason.contains(token), reason);
        }
    }

    private static String with(JWTClaimsSet.Builder claims) {
        return signed(header().build(), claims.build(), SECRET);
    }

    private static String json(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String join(String... parts) {
        return String.join(".", parts);
    }

    @Test
    void theOneQuestionThatMayBeAnsweredTravelsInTheSignedPart() throws RefusedException {
        ServiceToken plain = ServiceToken.issue(
                PERSON, "ada", Set.of("approver"), NOW, Duration.ofMinutes(1), Binding.of(METHOD, PATH, BODY));

        assertEquals(Optional.empty(), verify(plain.sign(KEYS)).question());
        assertEquals(Optional.of("q7"), verify(plain.answering("q7").sign(KEYS)).question());
    }
}
