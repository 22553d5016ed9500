package dev.gatehouse.agent.sessions.boundary;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

/** Somebody else's session opens to an approver for the one question that web has named in the token. */
class ApproverDoorTest {

    private static JsonWebToken caller(Set<String> roles, String question) {
        Map<String, Object> claims = new HashMap<>(Map.of("groups", roles));
        if (question != null) {
            claims.put("question", question);
        }
        return new JsonWebToken() {
            @Override
            public String getName() {
                return "ann";
            }

            @Override
            public Set<String> getClaimNames() {
                return claims.keySet();
            }

            @Override
            @SuppressWarnings("unchecked")
            public <T> T getClaim(String name) {
                return (T) claims.get(name);
            }
        };
    }

    @Test
    void onlyTheNamedQuestionIsOpen() {
        assertTrue(SessionsResource.mayAnswer(caller(Set.of("user", "approver"), "q1"), "q1"));
        assertFalse(SessionsResource.mayAnswer(caller(Set.of("user", "approver"), "q1"), "q2"));
        assertFalse(SessionsResource.mayAnswer(caller(Set.of("user", "approver"), null), "q1"));
    }

    @Test
    void theClaimWithoutTheRoleOpensNothing() {
        assertFalse(SessionsResource.mayAnswer(caller(Set.of("user", "administrator"), "q1"), "q1"));
    }
}
