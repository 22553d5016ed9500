package dev.gatehouse.contract;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The token under which web calls the agent: a JWT (RFC 7519) signed with HS256 that speaks for one person and is good
 * for the one request it was made for.
 *
 * @param subject account id of the person
 * @param name for display ({@code upn})
 * @param roles {@code groups}
 * @param id {@code jti}; the agent takes each once
 * @param binding the request it was made for
 * @param question the one question that the subject may answer although the session is somebody else's
 */
public record ServiceToken(
        UUID subject,
        String name,
        Set<String> roles,
        String id,
        Instant issuedAt,
        Instant expiresAt,
        Binding binding,
        Optional<String> question) {

    public static final String ISSUER = "gatehouse-web";
    public static final String AUDIENCE = "gatehouse-agent";
    public static final Duration MAX_LIFETIME = Duration.ofMinutes(5);

    /** How far the clocks of web and agent may differ. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private static final String METHOD = "htm";
    private static final String PATH = "htu";
    private static final String BODY = "bh";
    private static final String QUESTION = "question";

    /**
     * @param method HTTP method, upper case
     * @param path path and query as sent, starting with a slash
     * @param bodySha256 base64url without padding; of no bytes if there is no body
     */
    public record Binding(String method, String path, String bodySha256) {

        public static Binding of(String method, String path, byte[] body) {
            return new Binding(method, path, sha256(body));
        }

        public static String sha256(byte[] body) {
            try {
                return Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        /** In constant time, as every comparison with something signed. */
        public boolean matchesBody(byte[] body) {
            return MessageDigest.isEqual(
                    bodySha256.getBytes(StandardCharsets.US_ASCII), sha256(body).getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** The token is refused; the message says why, for the log and not for the caller. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        public RefusedException(String reason) {
            super(reason);
        }
    }

    public static ServiceToken issue(
            UUID subject, String name, Set<String> roles, Instant now, Duration lifetime, Binding binding) {
        if (lifetime.compareTo(MAX_LIFETIME) > 0) {
            throw new IllegalArgumentException("a service token lives at most " + MAX_LIFETIME);
        }
        return new ServiceToken(
                subject, name, roles, UUID.randomUUID().toString(), now, now.plus(lifetime), binding, Optional.empty());
    }

    /** The same for one who answers a question in somebody else's session. */
    public ServiceToken answering(String questionId) {
        return new ServiceToken(subject, name, roles, id, issuedAt, expiresAt, binding, Optional.of(questionId));
    }

    public String sign(ServiceKeys keys) {
        ServiceKeys.Key key = keys.signing();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(subject.toString())
                .claim("upn", name)
                .claim("groups", List.copyOf(roles))
                .jwtID(id)
                .issueTime(Date.from(issuedAt))
                .expirationTime(Date.from(expiresAt))
                .claim(METHOD, binding.method())
                .claim(PATH, binding.path())
                .claim(BODY, binding.bodySha256());
        question.ifPresent(asked -> claims.claim(QUESTION, asked));
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .type(JOSEObjectType.JWT)
                            .keyID(key.id())
                            .build(),
                    claims.build());
            jwt.sign(new MACSigner(key.secret()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Checks everything that the token alone can show; the caller checks {@code jti} against replay, {@code iat}
     * against its own start, and the body against the binding.
     *
     * @throws RefusedException if it is not a token of ours for this method and path at this time.
     */
    public static ServiceToken verify(String compact, ServiceKeys keys, Instant now, String method, String path)
            throws RefusedException {
        try {
            SignedJWT jwt = SignedJWT.parse(compact);
            if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())) {
                throw new RefusedException("algorithm " + jwt.getHeader().getAlgorithm());
            }
            Optional<ServiceKeys.Key> key = keys.byId(jwt.getHeader().getKeyID());
            if (key.isEmpty() || !jwt.verify(new MACVerifier(key.get().secret()))) {
                throw new RefusedException(key.isEmpty() ? "unknown kid" : "bad signature");
            }
            ServiceToken token = read(jwt.getJWTClaimsSet());
            token.check(now, method, path);
            return token;
        } catch (ParseException | JOSEException | IllegalArgumentException | NullPointerException e) {
            throw new RefusedException("not readable: " + e.getMessage());
        }
    }

    private static ServiceToken read(JWTClaimsSet claims) throws ParseException, RefusedException {
        if (!ISSUER.equals(claims.getIssuer()) || !List.of(AUDIENCE).equals(claims.getAudience())) {
            throw new RefusedException("issuer or audience");
        }
        Binding binding =
                new Binding(claims.getStringClaim(METHOD), claims.getStringClaim(PATH), claims.getStringClaim(BODY));
        if (binding.method() == null || binding.path() == null || binding.bodySha256() == null) {
            throw new RefusedException("unbound");
        }
        if (claims.getJWTID() == null || claims.getStringClaim("upn") == null) {
            throw new RefusedException("no jti or no upn");
        }
        return new ServiceToken(
                Ids.uuid(claims.getSubject()),
                claims.getStringClaim("upn"),
                Set.copyOf(claims.getStringListClaim("groups")),
                claims.getJWTID(),
                claims.getIssueTime().toInstant(),
                claims.getExpirationTime().toInstant(),
                binding,
                Optional.ofNullable(claims.getStringClaim(QUESTION)));
    }

    private void check(Instant now, String method, String path) throws RefusedException {
        if (!now.minus(CLOCK_SKEW).isBefore(expiresAt)) {
            throw new RefusedException("expired");
        }
        if (issuedAt.isAfter(now.plus(CLOCK_SKEW))) {
            throw new RefusedException("issued in the future");
        }
        if (Duration.between(issuedAt, expiresAt).compareTo(MAX_LIFETIME) > 0) {
            throw new RefusedException("lives too long");
        }
        if (!binding.method().equals(method) || !binding.path().equals(path)) {
            throw new RefusedException("bound to another request");
        }
    }
}
