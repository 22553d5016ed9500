package dev.gatehouse.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import java.net.http.HttpResponse;

/** Reads refusals (RFC 9457). */
final class Problems {

    private Problems() {}

    /** @throws AssertionError if the answer is no problem, or one that tells the person nothing. */
    static Problem of(HttpResponse<String> answer) {
        String what = answer.request().method() + " " + answer.uri() + " answered " + answer.statusCode() + ": "
                + answer.body();
        String type = answer.headers().firstValue("Content-Type").orElse("");
        assertTrue(type.startsWith(Problem.MEDIA_TYPE), () -> type + ", " + what);
        Problem problem = Problem.fromJson(ContractJson.parse(answer.body()));
        assertEquals(problem.status(), answer.statusCode(), what);
        assertFalse(problem.detail().isBlank(), what);
        return problem;
    }

    static void require(ProblemCode code, HttpResponse<String> answer) {
        assertEquals(
                code,
                of(answer).code(),
                () -> answer.request().method() + " " + answer.uri() + " answered " + answer.body());
    }
}
